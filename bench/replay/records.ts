import { randomBytes } from 'node:crypto';
import { newBlob } from '../../src-main/store/blobs.ts';
import type { NewAct } from '../../src-main/store/journal.ts';
import type { ApplicationId, ReceiptNumber, RulesVersion, StreamId } from '../../src-shared/ids.ts';
import { personSubject, tillSubject } from '../../src-shared/ledger/subjects.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { type FeeLine } from '../../src-shared/catalogue/fee-line.ts';
import { person, type Dice } from './people.ts';
import { getBook, newLicence, quoteFee } from '../../scripts/rehearsal/new-licence.ts';

/** Receipts a counter gives on one day. */
const A_DAY = 60;

const rules = 'sample-2025-02' as RulesVersion;
const book = getBook(rules);
const categories = newLicence(book).applicant.flatMap((rule) => (rule.is === 'age' ? (rule.category ?? []) : []));

export interface Making {
  readonly stream: StreamId;
  /** First number of a person; every person of a run is another. */
  readonly from: number;
  readonly dice: Dice;
  readonly uuid: () => string;
  /** Moves the counter's clock on, and tells it, ms since 1970. */
  readonly nextDay: () => number;
}

/** A list of acts written together, all on one day. */
export type Sheet = readonly NewAct[];

/**
 * So many records of about 2 KB each, as a counter writes them day after day: a person's data with a full
 * address, and a receipt with every line of its fee, in turns. Yields one day's acts at a time.
 */
export function* records(count: number, { stream, from, dice, uuid, nextDay }: Making): Generator<Sheet> {
  for (let made = 0; made < count;) {
    const now = nextDay();
    const day = dayOf(new Date(now).toISOString());
    const sheet: NewAct[] = [];
    for (let receipt = 1; receipt <= A_DAY && made + sheet.length < count; receipt += 1) {
      const who = person(from + made + sheet.length, dice);
      sheet.push({ type: 'person.recorded', subject: personSubject(who.cnic), data: { person: who } });
      if (made + sheet.length === count) break;
      const quote = quoteFee(book, { categories, years: 2 + dice.below(9) });
      if (!quote.ok) throw new Error(quote.code);
      const receiptNumber = `${stream}-${day.replaceAll('-', '')}-${String(receipt).padStart(4, '0')}` as ReceiptNumber;
      const { total } = quote.value;
      const lines = quote.value.lines.flatMap(inTwo);
      const paid = { receiptNumber, applicationId: uuid() as ApplicationId, rules, lines, total };
      sheet.push({
        type: 'till.took',
        subject: tillSubject(stream, day),
        data: { ...paid, tendered: total, method: 'cash' },
      });
    }
    yield sheet;
    made += sheet.length;
  }
}

/** Dots of a portrait as the studio stores it, and its size. */
const PORTRAIT = { width: 600, height: 772, camera: 'Practice EOS' };
const PHOTO_BYTES = 60_000;

interface Applications {
  /** What leads up to the photo, an applicant at a time. */
  readonly sheets: readonly Sheet[];
  /** The photo of each, 60 KB that no compression makes smaller, with its entry. */
  readonly photos: readonly Sheet[];
}

/** So many applications up to their photos, and the photos. */
export function applications(count: number, { from, dice, uuid }: Omit<Making, 'stream' | 'nextDay'>): Applications {
  const opened = Array.from({ length: count }, (_, index) => {
    const who = person(from + index, dice);
    const subject = personSubject(who.cnic);
    const applicationId = uuid() as ApplicationId;
    const wish = { applicationId, service: 'new', categories: ['motorcycle'], years: 5, rules } as const;
    const acts: Sheet = [
      { type: 'person.recorded', subject, data: { person: who } },
      { type: 'application.opened', subject, data: { ...wish, categories: [...wish.categories] } },
    ];
    return { acts, subject, applicationId };
  });
  const photos = opened.map(({ subject, applicationId }): Sheet => {
    const blob = newBlob(randomBytes(PHOTO_BYTES), 'image/jpeg');
    const photo = { sha256: blob.sha256, size: PHOTO_BYTES, ...PORTRAIT };
    return [{ type: 'application.photographed', subject, data: { applicationId, photo }, blobs: [blob] }];
  });
  return { sheets: opened.map(({ acts }) => acts), photos };
}

/** A fee of several years as the term and what was owed before: two lines. */
function inTwo(line: FeeLine): FeeLine[] {
  const { quantity, unit } = line;
  const part = (years: number) => ({ ...line, quantity: years, amount: years * unit });
  return quantity === 1 ? [line] : [part(quantity - 1), part(1)];
}

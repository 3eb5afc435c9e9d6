import { v7 } from 'uuid';
import type { Enrolment } from '../../../src-main/features/enrolment/identity.ts';
import { newBlob, type NewBlob } from '../../../src-main/store/blobs.ts';
import type { Actor, NewAct } from '../../../src-main/store/journal.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { Cnic, StaffId, streamParts, type ApplicationId } from '../../../src-shared/ids.ts';
import type { Subject } from '../../../src-shared/ledger/entry.ts';
import { personSubject, tillSubject } from '../../../src-shared/ledger/subjects.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import { licenceNumber } from '../../../src-shared/licensing/licence-number.ts';
import { firstRules } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { documentsFor, quoteFee } from '../../rehearsal/new-licence.ts';
import { lastDay } from '../../../src-shared/ledger/fold/grant.ts';
import type { RulesVersion } from '../../../src-shared/ids.ts';

const operator: Actor = { id: StaffId.parse('operator-1'), role: 'operator' };
const supervisor: Actor = { id: StaffId.parse('supervisor-1'), role: 'supervisor' };
const wish = { service: 'new', categories: ['car'], years: 5 } as const;

/** One transaction of a counter's day: acts that are written together or not at all. */
export interface Piece {
  readonly actor: Actor;
  readonly acts: readonly NewAct[];
}

export interface DayWork {
  readonly store: Store;
  readonly enrolment: Enrolment;
  readonly now: () => number;
  /** Bytes of a photo; every photo is another one. */
  readonly photo: () => Uint8Array;
}

/**
 * What a counter does next, decided from what its store shows alone, as people would after a power cut:
 * the applicant who is not through yet, else a new one. An applicant takes six transactions and nine
 * entries, money and licence number included.
 */
export function nextPiece(work: DayWork): Piece {
  const { store, enrolment, now } = work;
  const prefix = `715${String(streamParts(enrolment.stream).counter).padStart(2, '0')}`;
  const own = store.sql.selectFrom('application').selectAll().where('cnic', 'like', `${prefix}%`);
  const [open] = store.all(own.where('stage', 'in', ['open', 'submitted']).orderBy('opened_at').limit(1));
  if (open === undefined) return begin(work, prefix);
  const at = new Date(now()).toISOString();
  const applicationId = open.id as ApplicationId;
  const subject = open.subject as Subject;
  if (open.photo === null) return operatorPiece(photographed(subject, applicationId, work.photo()));
  if (open.receipt_number === null) return fee(work, { subject, applicationId, at });
  if (open.stage === 'open') {
    return operatorPiece({ type: 'application.submitted', subject, data: { applicationId, proofread: true } });
  }
  return approval(work, { subject, applicationId, at }) ?? begin(work, prefix);
}

interface Place {
  readonly subject: Subject;
  readonly applicationId: ApplicationId;
  readonly at: string;
}

/** A new person, or the application of one who has none yet. */
function begin({ store, now }: DayWork, prefix: string): Piece {
  const people = store.sql.selectFrom('person').where('person.cnic', 'like', `${prefix}%`);
  const waiting = people
    .leftJoin('application', 'application.cnic', 'person.cnic')
    .select('person.cnic')
    .where('application.id', 'is', null);
  const at = new Date(now()).toISOString();
  const [known] = store.all(waiting.limit(1));
  if (known === undefined) {
    const count = store.get(people.select((eb) => eb.fn.countAll<number>().as('n')))?.n ?? 0;
    return operatorPiece(recorded(Cnic.parse(`${prefix}${String(count + 1).padStart(7, '0')}1`)));
  }
  const applicationId = v7() as ApplicationId;
  const subject = personSubject(known.cnic as Cnic);
  const book = firstRules.inForce(dayOf(at));
  const { birthDate } = person(known.cnic as Cnic);
  if (book === undefined) throw new Error(`no rules on ${at}`);
  const documents = [...documentsFor(book, { birthDate, today: dayOf(at) })];
  return {
    actor: operator,
    acts: [
      {
        type: 'application.opened',
        subject,
        data: { applicationId, ...wish, categories: [...wish.categories], rules: book.version },
      },
      { type: 'application.documentsSeen', subject, data: { applicationId, documents } },
    ],
  };
}

function person(cnic: Cnic) {
  return {
    cnic,
    nameEn: 'Torture Applicant',
    nameUr: 'درخواست گزار',
    fatherEn: 'Torture Father',
    fatherUr: 'والد',
    birthDate: '1990-05-17',
    gender: 'male' as const,
    bloodGroup: 'B+' as const,
    phone: '03001234567',
    address: 'House 1, Jutial, Gilgit',
  };
}

function recorded(cnic: Cnic): NewAct {
  return { type: 'person.recorded', subject: personSubject(cnic), data: { person: person(cnic) } };
}

function photographed(subject: Subject, applicationId: ApplicationId, bytes: Uint8Array): NewAct {
  const blob: NewBlob = newBlob(bytes, 'image/jpeg');
  const photo = { sha256: blob.sha256, size: blob.bytes.length, width: 600, height: 772, camera: 'torture' };
  return { type: 'application.photographed', subject, data: { applicationId, photo }, blobs: [blob] };
}

/** A till is a day's and a counter's; its receipts are numbered by what its journal holds. */
function fee({ store, enrolment: { stream } }: DayWork, { subject, applicationId, at }: Place): Piece {
  const day = dayOf(at);
  const till = tillSubject(stream, day);
  const given = store.sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'));
  const count = store.get(given.where('subject', '=', till).where('type', '=', 'till.took'))?.n ?? 0;
  const opened = store.get(store.sql.selectFrom('application').select('rules').where('id', '=', applicationId));
  const book = firstRules.find(opened?.rules as RulesVersion, day);
  const quote = book === undefined ? undefined : quoteFee(book, wish);
  if (book === undefined || quote?.ok !== true) throw new Error('no fee');
  const { lines, total } = quote.value;
  const receiptNumber = `${stream}-${day.replaceAll('-', '')}-${String(count + 1).padStart(4, '0')}`;
  const paid = { applicationId, receiptNumber, rules: book.version, lines, total, tendered: total, method: 'cash' };
  return {
    actor: operator,
    acts: [
      { type: 'till.took', subject: till, data: paid } as unknown as NewAct,
      { type: 'application.feePaid', subject, data: paid, after: [0] } as unknown as NewAct,
    ],
  };
}

/** Undefined while central has lent no numbers. */
function approval({ store, enrolment: { stream } }: DayWork, { subject, applicationId, at }: Place): Piece | undefined {
  const usable = store.sql.selectFrom('lease').selectAll().where('stream', '=', stream).where('expires_at', '>', at);
  const lease = store.get(usable.whereRef('next_serial', '<=', 'to_serial').orderBy('from_serial').limit(1));
  if (lease === undefined) return undefined;
  const number = licenceNumber(lease.prefix, lease.next_serial);
  const issuedOn = dayOf(at);
  const approved = {
    applicationId,
    licenceNumber: number,
    lease: lease.subject,
    issuedOn,
    validUntil: lastDay(issuedOn, wish.years),
  };
  return {
    actor: supervisor,
    acts: [
      { type: 'lease.numberTaken', subject: lease.subject as Subject, data: { number, applicationId } },
      { type: 'application.approved', subject, data: approved, after: [0] } as unknown as NewAct,
    ],
  };
}

function operatorPiece(...acts: readonly NewAct[]): Piece {
  return { actor: operator, acts };
}

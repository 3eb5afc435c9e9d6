import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { counterMigrations } from '../../../migrations/counter/index.ts';
import type { Counter } from '../../../src-main/counter.ts';
import { Identity } from '../../../src-main/features/enrolment/identity.ts';
import { applyFeed } from '../../../src-main/store/feed.ts';
import { Journal, type NewAct } from '../../../src-main/store/journal.ts';
import { migrate } from '../../../src-main/store/migrate.ts';
import { Store } from '../../../src-main/store/store.ts';
import type { Receipt } from '../../../src-shared/contract/central/feed.ts';
import type { ApplicationId, CentreCode, Cnic, EntryId, JobId, StaffId, StreamId } from '../../../src-shared/ids.ts';
import { ReceiptNumber } from '../../../src-shared/ids.ts';
import type { Entry } from '../../../src-shared/ledger/entry.ts';
import { personSubject, stockSubject, tillSubject } from '../../../src-shared/ledger/subjects.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import { licenceNumber } from '../../../src-shared/licensing/licence-number.ts';
import type { PaymentMethod } from '../../../src-shared/catalogue/house-file.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';
import { firstRules } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { hash, photo } from '../../support/bodies.ts';
import { documentsFor, NEW_LICENCE, quoteFee } from '../../../scripts/rehearsal/new-licence.ts';
import { lastDay } from '../../../src-shared/ledger/fold/grant.ts';
import type { RuleId } from '../../../src-shared/catalogue/dated-rule.ts';

export const STREAM = 'GLT-2-1' as StreamId;
const CENTRE = 'GLT' as CentreCode;
const book = firstRules.inForce('2026-11-21')!;

export const people = [
  { id: 'op-1', nameEn: 'Gul Bano', nameUr: 'گل بانو', role: 'operator' },
  { id: 'op-2', nameEn: 'Sher Ali', nameUr: 'شیر علی', role: 'operator' },
  { id: 'sup-1', nameEn: 'Karim Khan', nameUr: 'کریم خان', role: 'supervisor' },
] as const;
export type Who = (typeof people)[number]['id'];

export interface Applicant {
  readonly cnic: Cnic;
  readonly id: ApplicationId;
  readonly categories: Category[];
  readonly years: number;
}

/**
 * A real store and journal at a counter of Gilgit whose clock a test sets, in the centre's own time. What
 * is done here is done as handlers do it: the same acts, by the people named, through the same fold.
 */
export class ReportDesk {
  readonly dir = mkdtempSync(join(tmpdir(), 'report-'));
  readonly counter: Counter;
  readonly entries: Entry[] = [];
  #now = 0;
  #people = 0;
  #change = 0;

  constructor() {
    const store = new Store(join(this.dir, 'counter.db'), randomBytes(32));
    migrate(store, counterMigrations);
    const clock = { now: () => this.#now };
    const ids = { uuid: () => v7() as EntryId };
    const journal = new Journal({ store, rules: firstRules, clock, ids });
    const identity = new Identity(store);
    const keys = { apiKey: 'k'.repeat(43), signingKey: 'k', centralPublicKey: 'k', certificate: null };
    const pins = people.map((each) => ({ ...each, id: each.id as StaffId, pinHash: '$argon2id$', active: true }));
    const centre = { code: CENTRE, nameEn: 'Gilgit', nameUr: 'گلگت', staff: pins };
    identity.adopt({ stream: STREAM, centralUrl: 'http://127.0.0.1:9', ...keys }, centre);
    this.counter = {
      store,
      journal,
      identity,
      clock,
      ids,
      rules: firstRules,
      practice: undefined,
    } as unknown as Counter;
  }

  /** Sets the wall clock of the centre, e.g. `2026-11-21 09:30`. */
  at(time: string): this {
    this.#now = Date.parse(`${time.replace(' ', 'T')}:00+05:00`);
    return this;
  }

  /** Records a new person and opens an application. */
  open(by: Who, categories: Category[], years: number): Applicant {
    const cnic = `71103${String((this.#people += 1)).padStart(7, '0')}1` as Cnic;
    const id = v7() as ApplicationId;
    const names = { nameEn: 'Sample Person', nameUr: 'نمونہ شخص', fatherEn: 'Sample Father', fatherUr: 'نمونہ والد' };
    const contact = { bloodGroup: null, phone: '03001234567', address: 'House 1, Gilgit' };
    const person = { cnic, ...names, birthDate: '1990-05-01', gender: 'male' as const, ...contact };
    const subject = personSubject(cnic);
    this.do(by, { type: 'person.recorded', subject, data: { person } });
    const data = { applicationId: id, service: NEW_LICENCE, categories, years, rules: book.version };
    this.do(by, { type: 'application.opened', subject, data });
    return { cnic, id, categories, years };
  }

  /** Papers, photo, fee. */
  complete(by: Who, applicant: Applicant, method: PaymentMethod): ReceiptNumber {
    const subject = personSubject(applicant.cnic);
    const applicationId = applicant.id;
    this.do(by, {
      type: 'application.documentsSeen',
      subject,
      data: {
        applicationId,
        documents: [...documentsFor(book, { birthDate: '1990-05-01', today: '2026-01-01' })] as RuleId[],
      },
    });
    const shot = photo(this.entries.length) as never;
    this.do(by, { type: 'application.photographed', subject, data: { applicationId, photo: shot } });
    const quote = quoteFee(book, applicant);
    if (!quote.ok) throw new Error(quote.code);
    const { rules, lines, total } = quote.value;
    const day = dayOf(this.time);
    const receiptNumber = ReceiptNumber.parse(
      `${STREAM}-${day.replaceAll('-', '')}-${String(this.entries.length).padStart(4, '0')}`,
    );
    const fee = { applicationId, receiptNumber, rules, lines: [...lines], total, tendered: total + 50_000, method };
    this.do(by, { type: 'till.took', subject: tillSubject(STREAM, day), data: fee });
    this.do(by, { type: 'application.feePaid', subject, data: fee });
    return receiptNumber;
  }

  submit(by: Who, { cnic, id }: Applicant): void {
    this.do(by, {
      type: 'application.submitted',
      subject: personSubject(cnic),
      data: { applicationId: id, proofread: true },
    });
  }

  giveBack(by: Who, { cnic, id }: Applicant): void {
    const data = { applicationId: id, reason: 'photo' as const, note: '' };
    this.do(by, { type: 'application.returned', subject: personSubject(cnic), data });
  }

  approve(by: Who, { cnic, id, years }: Applicant): Entry {
    const issuedOn = dayOf(this.time);
    const dates = { issuedOn, validUntil: lastDay(issuedOn, years) };
    const data = { applicationId: id, licenceNumber: numberOf(cnic), lease: 'lease:GLT:1' as never, ...dates };
    return this.do(by, { type: 'application.approved', subject: personSubject(cnic), data });
  }

  /** Prints a card and records how it came out, and the blank it used. */
  print(by: Who, { cnic, id }: Applicant, outcome: 'good' | 'spoiled' | 'notPrinted'): JobId {
    const jobId = v7() as JobId;
    const faces = { printer: 'practice', front: hash('front') as never, back: hash('back') as never };
    const start = {
      jobId,
      applicationId: id,
      licenceNumber: numberOf(cnic),
      reason: 'first card was spoiled',
      ...faces,
    };
    const reason = outcome === 'good' ? null : 'streaks';
    this.do(by, { type: 'card.started', subject: personSubject(cnic), data: start });
    this.do(by, { type: 'card.ended', subject: personSubject(cnic), data: { jobId, outcome, reason } });
    if (outcome === 'notPrinted') return jobId;
    const used = { jobId, outcome: outcome === 'good' ? ('printed' as const) : ('spoiled' as const), reason };
    this.do(by, { type: 'stock.used', subject: stockSubject(CENTRE, dayOf(this.time)), data: used });
    return jobId;
  }

  handOver(by: Who, { cnic }: Applicant, jobId: JobId): void {
    const receiver = { name: 'Sample Person', relation: 'self' as const, cnic: null };
    this.do(by, { type: 'card.handedOver', subject: personSubject(cnic), data: { jobId, receiver } });
  }

  receiveBlanks(by: Who, quantity: number): void {
    const data = { quantity, reference: 'box 7' };
    this.do(by, { type: 'stock.received', subject: stockSubject(CENTRE, dayOf(this.time)), data });
  }

  /** Central's receipts for entries, as its feed would bring them. */
  settle(entries: readonly Entry[], status: Receipt['status']): void {
    const code = status === 'applied' ? null : ('ledger.dependency' as const);
    const items = entries.map(({ id, seq }) => {
      const receipt: Receipt = { stream: STREAM, seq, entryId: id, status, code, waitsFor: null };
      return { change: (this.#change += 1), at: this.time, kind: 'receipt' as const, receipt };
    });
    applyFeed(this.counter.store, items, { stream: STREAM, rules: firstRules });
  }

  get time(): string {
    return new Date(this.#now).toISOString();
  }

  do(by: Who, act: NewAct): Entry {
    const role = people.find((each) => each.id === by)!.role;
    const appended = this.counter.journal.append(this.counter.identity.place, { id: by as StaffId, role }, [act]);
    if (!appended.ok) throw new Error(`${act.type}: ${appended.code}`);
    this.entries.push(...appended.value);
    return appended.value[0]!;
  }

  close(): void {
    this.counter.store.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function numberOf(cnic: Cnic) {
  return licenceNumber('GLT', Number(cnic.slice(5, 12)));
}

import type { NewAct } from '../../src-main/store/journal.ts';
import { findSubject } from '../../src-main/store/subjects.ts';
import { ApplicationId, StaffId, type LicenceNumber, type ReceiptNumber } from '../../src-shared/ids.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import type { LeaseState, PersonState } from '../../src-shared/ledger/state.ts';
import { personSubject, tillSubject } from '../../src-shared/ledger/subjects.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import type { ReplayCounter } from './replay-counter.ts';
import { portrait } from './test-store.ts';
import { documentsFor, quoteFee } from '../../scripts/rehearsal/new-licence.ts';
import { lastDay } from '../../src-shared/ledger/fold/grant.ts';

const staff = {
  operator: { id: StaffId.parse('operator-1'), role: 'operator' },
  supervisor: { id: StaffId.parse('supervisor-1'), role: 'supervisor' },
} as const;

const wish = { categories: ['car' as const], years: 5 };

/** What an operator and a supervisor do at a real counter, act by act, through its journal and its fold. */
export class CounterWork {
  readonly #counter: ReplayCounter;
  #receipts = 0;

  constructor(counter: ReplayCounter) {
    this.#counter = counter;
  }

  act(who: keyof typeof staff, ...acts: readonly NewAct[]): readonly Entry[] {
    const done = this.#counter.journal.append(this.#counter.identity.place, staff[who], acts);
    if (!done.ok) throw new Error(`${acts[0]?.type}: ${done.code}`);
    this.#counter.replay.wake();
    return done.value;
  }

  /** Records a person and opens an application: two entries. */
  open(person: PersonData, years = wish.years): { applicationId: ApplicationId; entries: readonly Entry[] } {
    const subject = personSubject(person.cnic);
    const applicationId = ApplicationId.parse(uuidv7(new Date()));
    const rules = firstRules.inForce(dayOf(new Date().toISOString()))!.version;
    const opened = { applicationId, service: 'new' as const, ...wish, years, rules };
    const entries = this.act(
      'operator',
      { type: 'person.recorded', subject, data: { person } },
      { type: 'application.opened', subject, data: opened },
    );
    return { applicationId, entries };
  }

  /** From the open application to the supervisor; the fee is money in the till. */
  submit(person: PersonData, applicationId: ApplicationId): readonly Entry[] {
    const subject = personSubject(person.cnic);
    const at = new Date().toISOString();
    const book = firstRules.inForce(dayOf(at))!;
    const application = (findSubject(this.#counter.store, subject) as PersonState).applications[applicationId]!;
    const quote = quoteFee(book, application);
    if (!quote.ok) throw new Error(quote.code);
    const { lines, total } = quote.value;
    const { stream } = this.#counter.identity.place;
    this.#receipts += 1;
    const receiptNumber =
      `${stream}-${dayOf(at).replaceAll('-', '')}-${String(this.#receipts).padStart(4, '0')}` as ReceiptNumber;
    const paid = { applicationId, receiptNumber, rules: book.version, lines, total, tendered: total, method: 'cash' };
    const blob = portrait(2000);
    const photo = { sha256: blob.sha256, size: blob.bytes.length, width: 480, height: 600, camera: 'practice' };
    const documents = documentsFor(book, { birthDate: person.birthDate, today: dayOf(at) });
    return this.act(
      'operator',
      { type: 'application.documentsSeen', subject, data: { applicationId, documents: [...documents] } },
      { type: 'application.photographed', subject, data: { applicationId, photo }, blobs: [blob] },
      { type: 'application.feePaid', subject, data: paid },
      { type: 'till.took', subject: tillSubject(stream, dayOf(at)), data: paid },
      { type: 'application.submitted', subject, data: { applicationId, proofread: true } },
    );
  }

  /** The supervisor's approval with the lease's next number, or with one that was taken before. */
  approve(person: PersonData, applicationId: ApplicationId, again?: LicenceNumber): readonly Entry[] {
    const subject = personSubject(person.cnic);
    const { store } = this.#counter;
    const row = store.get(
      store.sql
        .selectFrom('lease')
        .select('subject')
        .where('stream', '=', this.#counter.identity.place.stream)
        .whereRef('next_serial', '<=', 'to_serial')
        .orderBy('from_serial')
        .limit(1),
    );
    const lease = findSubject(store, row!.subject as Subject) as LeaseState;
    const number = again ?? licenceNumber(lease.prefix, lease.next);
    const issuedOn = dayOf(new Date().toISOString());
    const validUntil = lastDay(issuedOn, wish.years);
    const approval = { applicationId, licenceNumber: number, lease: row!.subject as Subject, issuedOn, validUntil };
    const taken: NewAct = {
      type: 'lease.numberTaken',
      subject: row!.subject as Subject,
      data: { number, applicationId },
    };
    const approved: NewAct = { type: 'application.approved', subject, data: approval };
    return again === undefined
      ? this.act('supervisor', taken, { ...approved, after: [0] })
      : this.act('supervisor', approved);
  }

  /** Prints the licence's card and hands it over. */
  print(person: PersonData, applicationId: ApplicationId): { jobId: string; entries: readonly Entry[] } {
    const subject = personSubject(person.cnic);
    const state = findSubject(this.#counter.store, subject) as PersonState;
    const licence = Object.values(state.licences).find((each) => each.applicationId === applicationId)!;
    const jobId = uuidv7(new Date());
    const faces = { printer: 'practice', front: 'f'.repeat(64), back: 'b'.repeat(64) };
    const started = { jobId, applicationId, licenceNumber: licence.number, reason: null, ...faces };
    const receiver = { name: person.nameEn, relation: 'self' as const, cnic: null };
    const entries = this.act(
      'operator',
      { type: 'card.started', subject, data: started as never },
      { type: 'card.ended', subject, data: { jobId, outcome: 'good', reason: null } as never },
      { type: 'card.handedOver', subject, data: { jobId, receiver } as never },
    );
    return { jobId, entries };
  }
}

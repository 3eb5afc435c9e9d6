import { v7 } from 'uuid';
import type { Counter } from '../../src-main/counter.ts';
import { newBlob } from '../../src-main/store/blobs.ts';
import type { Actor, NewAct } from '../../src-main/store/journal.ts';
import { findSubject } from '../../src-main/store/subjects.ts';
import { findService } from '../../src-shared/catalogue/rule-book.ts';
import { quoteService } from '../../src-shared/catalogue/quote-service.ts';
import type { FormField, ServiceCode } from '../../src-shared/catalogue/service-file.ts';
import type { ApplicationId, EntryId, JobId, LicenceNumber, Sha256, StaffId } from '../../src-shared/ids.ts';
import { ReceiptNumber } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { centreOf, openedOn } from '../../src-shared/ledger/fold/application.ts';
import { termOf } from '../../src-shared/ledger/fold/grant.ts';
import type { PersonState } from '../../src-shared/ledger/state.ts';
import { circumstancesOf, documentOf, documentsNeeded, openSteps, type Work } from '../../src-shared/ledger/steps.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import type { Category } from '../../src-shared/licensing/category.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';

export interface WantedService {
  readonly service: 'learner' | 'conversion' | 'duplicate' | 'renewal' | 'international';
  readonly categories: readonly Category[];
  readonly years?: number;
}

const operator: Actor = { id: 'operator-1' as StaffId, role: 'operator' };
const supervisor: Actor = { id: 'supervisor-1' as StaffId, role: 'supervisor' };

let serial = 100;
let places = 0;
let receipts = 0;

/** Takes people through whole services at a real counter by the acts its handlers would write, without screens, devices and leases. */
export class RegisterDesk {
  readonly #counter: Counter;
  readonly #photo: Uint8Array;

  /** `photo`: a JPEG. */
  constructor(counter: Counter, photo: Uint8Array) {
    this.#counter = counter;
    this.#photo = photo;
  }

  record(person: PersonData): void {
    this.do(operator, { type: 'person.recorded', subject: personSubject(person.cnic), data: { person } });
  }

  /** To the end: the number of what was granted. */
  give(person: PersonData, wanted: WantedService): LicenceNumber {
    const id = this.open(person, wanted);
    this.#steps(person, id);
    return this.finish(person, id);
  }

  open(person: PersonData, { service, categories, years = 0 }: WantedService): ApplicationId {
    const applicationId = v7() as ApplicationId;
    const { version: rules } = this.#counter.rules.inForce(this.today)!;
    const data = { applicationId, service: service as ServiceCode, categories: [...categories], years, rules };
    this.do(operator, { type: 'application.opened', subject: personSubject(person.cnic), data });
    return applicationId;
  }

  /** All up to the proof-reading. */
  prepare(person: PersonData, wanted: WantedService): ApplicationId {
    const id = this.open(person, wanted);
    this.#steps(person, id);
    return id;
  }

  finish(person: PersonData, applicationId: ApplicationId): LicenceNumber {
    const subject = personSubject(person.cnic);
    const work = this.#work(person, applicationId);
    const { rules, state, application } = work;
    const old = documentOf(state, rules, this.today);
    const fresh = rules.grant.does === 'issues' ? licenceNumber(rules.series ?? 'GLT', (serial += 1)) : undefined;
    const number = fresh ?? old!.number;
    const data = {
      applicationId,
      licenceNumber: number,
      lease: fresh === undefined ? null : (`lease:${number.slice(0, 3)}:1` as never),
      issuedOn: this.today,
      validUntil: termOf(rules, { today: this.today, years: application.years, old }).validUntil,
      ...(rules.proves ? { status: { list: 'QAA', index: (places += 1), lease: 'lease:QAA:1' as never } } : {}),
    };
    if (rules.steps.some(({ step }) => step === 'issue')) {
      this.do(operator, { type: 'application.issued', subject, data: { ...data, proofread: true } });
    } else {
      this.do(operator, { type: 'application.submitted', subject, data: { applicationId, proofread: true } });
      this.do(supervisor, { type: 'application.approved', subject, data });
    }
    return number;
  }

  sendBack(person: PersonData, applicationId: ApplicationId, note: string): void {
    const subject = personSubject(person.cnic);
    this.do(operator, { type: 'application.submitted', subject, data: { applicationId, proofread: true } });
    const data = { applicationId, reason: 'documents' as const, note };
    this.do(supervisor, { type: 'application.returned', subject, data });
  }

  /** A card of a licence that came out well and was handed over. */
  printCard(person: PersonData, number: LicenceNumber, reason: string | null = null): void {
    const subject = personSubject(person.cnic);
    const jobId = v7() as JobId;
    const { applicationId } = this.state(person).licences[number]!;
    const face = '0'.repeat(64) as Sha256;
    const job = { jobId, applicationId, licenceNumber: number, reason, printer: 'practice', front: face, back: face };
    this.do(operator, { type: 'card.started', subject, data: job });
    this.do(operator, { type: 'card.ended', subject, data: { jobId, outcome: 'good', reason: null } });
    const receiver = { name: person.nameEn, relation: 'self' as const, cnic: null };
    this.do(operator, { type: 'card.handedOver', subject, data: { jobId, receiver } });
  }

  /** One act of the supervisor's: the id of its entry. */
  order(act: NewAct): EntryId {
    return this.do(supervisor, act).id;
  }

  state(person: PersonData): PersonState {
    return findSubject(this.#counter.store, personSubject(person.cnic)) as PersonState;
  }

  get today() {
    return dayOf(new Date(this.#counter.clock.now()).toISOString());
  }

  do(actor: Actor, act: NewAct): Entry {
    const done = this.#counter.journal.append(this.#counter.identity.place, actor, [act]);
    if (!done.ok) throw new Error(`${act.type}: ${done.code} ${JSON.stringify(done.detail)}`);
    return done.value[0]!;
  }

  #steps(person: PersonData, applicationId: ApplicationId): void {
    const subject = personSubject(person.cnic);
    for (const step of openSteps(this.#work(person, applicationId).rules)) {
      const work = this.#work(person, applicationId);
      if (step === 'form') {
        const answers = Object.fromEntries(work.rules.form.map((field) => [field.id, answerTo(field)]));
        this.do(operator, { type: 'application.answered', subject, data: { applicationId, answers } });
      } else if (step === 'documents') {
        const documents = [...documentsNeeded(work)];
        this.do(operator, { type: 'application.documentsSeen', subject, data: { applicationId, documents } });
      } else if (step === 'photo') {
        const blob = newBlob(this.#photo, 'image/jpeg');
        const photo = { sha256: blob.sha256, size: blob.bytes.length, width: 600, height: 772, camera: 'from a file' };
        this.do(operator, { type: 'application.photographed', subject, data: { applicationId, photo }, blobs: [blob] });
      } else if (step === 'fee') this.#pay(person, work);
    }
  }

  #pay({ cnic }: PersonData, work: Work): void {
    const { application } = work;
    const circumstances = circumstancesOf(work);
    const quote = quoteService(work.rules, { version: application.rules, wanted: application, circumstances });
    if (!quote.ok) throw new Error(quote.code);
    const { rules, lines, total } = quote.value;
    const { stream } = this.#counter.identity.place;
    const number = String((receipts += 1)).padStart(4, '0');
    const receiptNumber = ReceiptNumber.parse(`${stream}-${this.today.replaceAll('-', '')}-${number}`);
    const paid = { applicationId: application.id, receiptNumber, rules, lines: [...lines], total, tendered: total };
    const data = { ...paid, method: 'cash' as const };
    this.do(operator, { type: 'application.feePaid', subject: personSubject(cnic), data });
  }

  #work(person: PersonData, id: ApplicationId): Work {
    const state = this.state(person);
    const application = state.applications[id]!;
    const book = this.#counter.rules.find(application.rules, openedOn(application))!;
    const rules = findService(book, application.service)!;
    return { application, state, rules, today: this.today, centre: centreOf(this.#counter.identity.place) };
  }
}

function answerTo({ kind, choices = [], id }: FormField): string {
  if (kind === 'choice') return choices[0]?.value ?? '';
  if (kind === 'day') return '2015-06-01';
  if (kind === 'number') return '7';
  return id === 'passport' ? 'AB1234567' : 'As on the papers';
}

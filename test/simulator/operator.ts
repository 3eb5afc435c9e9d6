import { newBlob } from '../../src-main/store/blobs.ts';
import type { Actor, NewAct } from '../../src-main/store/journal.ts';
import type { Store } from '../../src-main/store/store.ts';
import { findSubject } from '../../src-main/store/subjects.ts';
import type { ApplicationId, CentreCode, Cnic, JobId, ReceiptNumber, StreamId } from '../../src-shared/ids.ts';
import type { EntryData, EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { ApplicationState, CardState, LeaseState, PersonState } from '../../src-shared/ledger/state.ts';
import { devicesSubject, personSubject, stockSubject, tillSubject } from '../../src-shared/ledger/subjects.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { Random } from '../../scripts/rehearsal/random.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import { members } from './centres.ts';
import { PowerCut } from './simulated-store.ts';
import type { SimulatedCounter } from './simulated-counter.ts';
import { documentsFor, NEW_LICENCE, quoteFee } from '../../scripts/rehearsal/new-licence.ts';
import { lastDay } from '../../src-shared/ledger/fold/grant.ts';
import { openApplicationOf } from '../../src-shared/ledger/standing-of.ts';
import { openedOn } from '../../src-shared/ledger/fold/application.ts';

/** So few that counters and centres meet over the same people all the time. */
export const people = Array.from({ length: 14 }, (_, index) => `71103${1000000 + index * 7}${1 + (index % 9)}` as Cnic);

/** As few portraits as a run needs: bytes are not what is simulated. */
const portraits = Array.from({ length: 5 }, (_, index) => newBlob(Buffer.alloc(300 + index, index + 1), 'image/jpeg'));

const operators = members.filter(({ role }) => role === 'operator');
const supervisors = members.filter(({ role }) => role === 'supervisor');

/** The people at one counter: whatever comes next for whoever is there, as its screens allow it; now and then nonsense. */
export class Operator {
  readonly #counter: SimulatedCounter;
  readonly #random: Random;

  constructor(counter: SimulatedCounter, random: Random) {
    this.#counter = counter;
    this.#random = random;
  }

  /** One act, or the acts that belong to one click. Draws the same from chance whatever the counter says. */
  work(): void {
    const [whom, what, who, detail] = [
      this.#random.next(),
      this.#random.next(),
      this.#random.next(),
      this.#random.next(),
    ];
    if (!this.#counter.isOn) return;
    try {
      this.#serve({ whom, what, who, detail });
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
    }
  }

  #serve({ whom, what, who, detail }: Draw): void {
    const cnic = people[Math.floor(whom * people.length)]!;
    const { centre, stream, run, now } = this.#counter;
    const desk = { store: run.store, stream, centre };
    const moment: Moment = { desk, cnic, at: new Date(now).toISOString(), detail };
    const acts = what < 0.06 ? oddActs(moment) : nextActs(moment);
    if (acts !== undefined) this.#counter.act(actorFor(acts, who), acts);
  }
}

/** Chances from 0 to 1: for whom, whether what comes next or something odd, by whom, and in which way. */
interface Draw {
  readonly whom: number;
  readonly what: number;
  readonly who: number;
  readonly detail: number;
}

/** Somebody who may do it: `who` from 0 to 1 says which. */
export function actorFor(acts: readonly NewAct[], who: number): Actor {
  const decides = acts.some(({ type }) => type === 'application.approved' || type === 'application.returned');
  const staff = decides ? supervisors : operators;
  return staff[Math.floor(who * staff.length)]!;
}

/** What the people at a counter see before them. */
export interface Desk {
  readonly store: Store;
  readonly stream: StreamId;
  readonly centre: string;
}

export interface Moment {
  readonly desk: Desk;
  readonly cnic: Cnic;
  readonly at: string;
  /** From 0 to 1: which of several ways. */
  readonly detail: number;
}

type Acts = readonly NewAct[] | undefined;

/** What comes next for this person, as the screens lead there; undefined when nothing can. */
export function nextActs(moment: Moment): Acts {
  const state = findSubject(moment.desk.store, personSubject(moment.cnic)) as PersonState | undefined;
  if (state === undefined || state.person === null) return [recorded(moment)];
  const application = openApplicationOf(state);
  if (application !== undefined) return onApplication(moment, state, application);
  const licence = Object.values(state.licences).findLast((each) => each.validUntil >= dayOf(moment.at));
  if (licence === undefined) return [opened(moment)];
  const card = Object.values(state.cards).findLast((each) => each.licenceNumber === licence.number);
  return onCard(moment, card, licence);
}

/** What people also do: mend the data, cancel, send back, receive blanks, use a device for the first time. */
function oddActs(moment: Moment): Acts {
  const { desk, cnic, detail, at } = moment;
  const state = findSubject(desk.store, personSubject(cnic)) as PersonState | undefined;
  const application = state === undefined ? undefined : openApplicationOf(state);
  if (detail < 0.3) return [recorded(moment)];
  if (detail < 0.5 && application !== undefined) {
    const data = { applicationId: application.id, reason: 'applicant left' };
    return [act('application.cancelled', personSubject(cnic), data)];
  }
  if (detail < 0.7 && application?.stage === 'submitted') {
    const data = { applicationId: application.id, reason: 'photo' as const, note: '' };
    return [act('application.returned', personSubject(cnic), data)];
  }
  if (detail < 0.85) {
    const subject = stockSubject(desk.centre as CentreCode, dayOf(at));
    return [act('stock.received', subject, { quantity: 1 + Math.floor(detail * 100), reference: 'box' })];
  }
  const device = { kind: 'camera' as const, model: 'simulated', serial: `serial-${Math.floor(detail * 1000)}` };
  return [act('device.firstUsed', devicesSubject(desk.stream), { device })];
}

function recorded({ cnic, detail }: Moment): NewAct {
  const person = {
    cnic,
    nameEn: `Sample Person ${'ABCDEFGH'.charAt(Math.floor(detail * 8))}`,
    nameUr: 'نمونہ شخص',
    fatherEn: 'Sample Father',
    fatherUr: 'نمونہ والد',
    birthDate: detail < 0.05 ? '2011-05-01' : '1990-05-01',
    gender: 'x' as const,
    bloodGroup: null,
    phone: `0300${String(Math.floor(detail * 1e7)).padStart(7, '0')}`,
    address: 'House 1, Gilgit',
  };
  return act('person.recorded', personSubject(cnic), { person });
}

function opened({ cnic, at, detail }: Moment): NewAct {
  return act('application.opened', personSubject(cnic), {
    applicationId: freshId(at) as ApplicationId,
    service: NEW_LICENCE,
    categories: detail < 0.5 ? ['car'] : ['motorcycle'],
    years: 5,
    rules: firstRules.inForce(dayOf(at))?.version ?? ('sample-2025-02' as never),
  });
}

function onApplication(moment: Moment, state: PersonState, application: ApplicationState): Acts {
  const { cnic, at, detail } = moment;
  const subject = personSubject(cnic);
  const applicationId = application.id;
  if (application.stage === 'submitted') return approved(moment, application);
  const book = firstRules.find(application.rules, openedOn(application));
  if (book === undefined || state.person === null) return undefined;
  const documents = [...documentsFor(book, { birthDate: state.person.birthDate, today: dayOf(at) })];
  if (!documents.every((each) => application.documents.includes(each))) {
    return [act('application.documentsSeen', subject, { applicationId, documents })];
  }
  if (application.photo === null) {
    const blob = portraits[Math.floor(detail * portraits.length)]!;
    const photo = { sha256: blob.sha256, size: blob.bytes.length, width: 480, height: 600, camera: 'simulated' };
    return [{ ...act('application.photographed', subject, { applicationId, photo }), blobs: [blob] }];
  }
  if (application.payment !== null) return [act('application.submitted', subject, { applicationId, proofread: true })];
  const quote = quoteFee(book, application);
  if (!quote.ok) return undefined;
  const { lines, total } = quote.value;
  const receiptNumber = nextReceipt(moment);
  const paid = { applicationId, receiptNumber, rules: book.version, lines: [...lines], total, tendered: total };
  const data = { ...paid, method: 'cash' as const };
  return [
    act('till.took', tillSubject(moment.desk.stream, dayOf(at)), data),
    { ...act('application.feePaid', subject, data), after: [0] },
  ];
}

function approved({ desk, cnic, at }: Moment, application: ApplicationState): Acts {
  const { store } = desk;
  const usable = store.sql
    .selectFrom('lease')
    .select('subject')
    .where('stream', '=', desk.stream)
    .whereRef('next_serial', '<=', 'to_serial')
    .where('expires_at', '>', at);
  const row = store.get(usable.orderBy('from_serial').limit(1));
  if (row === undefined) return undefined;
  const lease = findSubject(store, row.subject as Subject) as LeaseState;
  const number = licenceNumber(lease.prefix, lease.next);
  const issuedOn = dayOf(at);
  const data = { applicationId: application.id, licenceNumber: number, lease: row.subject as Subject, issuedOn };
  return [
    act('lease.numberTaken', row.subject as Subject, { number, applicationId: application.id }),
    {
      ...act('application.approved', personSubject(cnic), {
        ...data,
        validUntil: lastDay(issuedOn, application.years),
      }),
      after: [0],
    },
  ];
}

function onCard(moment: Moment, card: CardState | undefined, licence: { number: string; applicationId: string }): Acts {
  const { desk, cnic, at, detail } = moment;
  const subject = personSubject(cnic);
  if (card === undefined || card.stage === 'notPrinted' || card.stage === 'spoiled') {
    const made = {
      jobId: freshId(at) as JobId,
      printer: 'simulated',
      front: portraits[0]!.sha256,
      back: portraits[1]!.sha256,
    };
    const { number: held, applicationId } = licence as { number: never; applicationId: ApplicationId };
    const reason = card === undefined ? null : 'the first did not come out';
    return [act('card.started', subject, { ...made, applicationId, licenceNumber: held, reason })];
  }
  const { jobId } = card;
  if (card.stage === 'printing') {
    const outcome = detail < 0.8 ? ('good' as const) : detail < 0.9 ? ('spoiled' as const) : ('notPrinted' as const);
    const ended = act('card.ended', subject, { jobId, outcome, reason: outcome === 'good' ? null : 'streaks' });
    if (outcome === 'notPrinted') return [ended];
    const used = { jobId, outcome: outcome === 'good' ? ('printed' as const) : ('spoiled' as const), reason: null };
    return [ended, { ...act('stock.used', stockSubject(desk.centre as CentreCode, dayOf(at)), used), after: [0] }];
  }
  if (card.handedOver !== null) return [recorded(moment)];
  const receiver = { name: 'Sample Person', relation: 'self' as const, cnic: null };
  return [act('card.handedOver', subject, { jobId, receiver })];
}

/** One more than this counter's day has given, counted in the journal as the till does. */
function nextReceipt({ desk, at }: Moment): ReceiptNumber {
  const { store, stream } = desk;
  const day = dayOf(at);
  const given = store.sql
    .selectFrom('journal')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('subject', '=', tillSubject(stream, day))
    .where('type', '=', 'till.took');
  const number = (store.get(given)?.count ?? 0) + 1;
  return `${stream}-${day.replaceAll('-', '')}-${String(number).padStart(4, '0')}` as ReceiptNumber;
}

function act<Type extends EntryType>(type: Type, subject: Subject, data: EntryData<Type>): NewAct {
  return { type, subject, data };
}

function freshId(at: string): string {
  return uuidv7(new Date(at));
}

import * as fc from 'fast-check';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { ApplicationState, LeaseState, PersonState } from '../../src-shared/ledger/state.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { licenceNumber, serialOf } from '../../src-shared/licensing/licence-number.ts';
import { deviceActs, deviceBody, isDeviceAct, roleFor, type DeviceAct } from './device-acts.ts';
import { cnics, documents, hash, payment, personData, photo, wanted } from './bodies.ts';
import { staff, streams, uuid, type Planned, type World } from './world.ts';
import { lastDay } from '../../src-shared/ledger/fold/grant.ts';
import { openApplicationOf } from '../../src-shared/ledger/standing-of.ts';

const personActs = [
  'person.recorded',
  'application.opened',
  'application.changed',
  'application.documentsSeen',
  'application.photographed',
  'application.feePaid',
  'application.submitted',
  'application.returned',
  'application.approved',
  'application.cancelled',
  'card.started',
  'card.ended',
  'card.handedOver',
] as const;
const otherActs = [
  'till.took',
  'stock.received',
  'stock.used',
  'lease.granted',
  'lease.numberTaken',
  'lease.numberTaken',
  'report.exported',
] as const;
type Wanted = (typeof personActs)[number] | (typeof otherActs)[number] | DeviceAct;

/** What goes wrong with an act on purpose; `none` is the act as a good client sends it. */
const slips = ['none', 'actor', 'body', 'money', 'identity', 'missing', 'repeat'] as const;

/** A wish that only becomes an act when the world it meets is known, so that deep states are reached. */
export interface Intent {
  /** `next`: whatever comes next for that person, as at a good counter. */
  readonly what: 'next' | Wanted;
  readonly person: number;
  readonly actor: number;
  readonly stream: number;
  readonly pick: number;
  readonly slip: (typeof slips)[number];
  /** Time that passed before, minutes; now and then years. */
  readonly minutes: number;
}

export const intent: fc.Arbitrary<Intent> = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('next' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...personActs) },
    { weight: 2, arbitrary: fc.constantFrom(...otherActs) },
    { weight: 1, arbitrary: fc.constantFrom(...deviceActs) },
  ),
  person: fc.nat({ max: 1 }),
  actor: fc.nat({ max: staff.length - 1 }),
  stream: fc.nat({ max: 1 }),
  pick: fc.nat({ max: 30 }),
  slip: fc.oneof(
    { weight: 6, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...slips) },
  ),
  minutes: fc.oneof({ weight: 19, arbitrary: fc.nat({ max: 600 }) }, { weight: 1, arbitrary: fc.nat({ max: 3e6 }) }),
});

export const intents = fc.array(intent, { minLength: 1, maxLength: 80, size: 'max' });

/** Turns a wish into an act for this world; moves its clock. */
export function plan(world: World, wish: Intent): Planned {
  world.now += wish.minutes * 60_000;
  const at = new Date(world.now).toISOString();
  const stream = streams[wish.stream] ?? streams[0];
  const cnic = cnics[wish.person] ?? cnics[0];
  const person = `person:${cnic}` as Subject;
  const state = world.states.get(person) as PersonState | undefined;
  const type = wish.what === 'next' ? nextAct(state, at) : wish.what;
  const planning: Planning = { world, wish, at, stream, state };
  const data = spoil(wish, bodyOf(type, planning));
  const subject = isPersonAct(type) ? person : subjectOf(type, planning);
  return { type, subject, data, actor: actorFor(type, wish), stream, at };
}

interface Planning {
  readonly world: World;
  readonly wish: Intent;
  readonly at: string;
  readonly stream: string;
  readonly state: PersonState | undefined;
}

function isPersonAct(type: Wanted): type is (typeof personActs)[number] {
  return (personActs as readonly string[]).includes(type);
}

function nextAct(state: PersonState | undefined, at: string): Wanted {
  if (state === undefined || state.person === null) return 'person.recorded';
  const application = openApplicationOf(state);
  if (application !== undefined) {
    if (application.stage === 'submitted') return 'application.approved';
    if (application.documents.length === 0) return 'application.documentsSeen';
    if (application.photo === null) return 'application.photographed';
    return application.payment === null ? 'application.feePaid' : 'application.submitted';
  }
  const licence = Object.values(state.licences).find((each) => each.validUntil >= dayOf(at));
  if (licence === undefined) return 'application.opened';
  const card = Object.values(state.cards).findLast((each) => each.licenceNumber === licence.number);
  if (card === undefined || card.stage === 'notPrinted' || card.stage === 'spoiled') return 'card.started';
  return card.stage === 'printing' ? 'card.ended' : 'card.handedOver';
}

/** A good client's actor for the act, or anybody at all. */
function actorFor(type: Wanted, wish: Intent): Planned['actor'] {
  const anybody = staff[wish.actor] ?? staff[0]!;
  if (wish.slip === 'actor') return anybody;
  if (type === 'lease.granted') return staff[5]!;
  if (isDeviceAct(type)) return staff.find((each) => each.role === roleFor(type))!;
  const supervisor = ['application.approved', 'application.returned', 'report.exported'].includes(type);
  // Now and then a supervisor lends a hand at the counter, and may not approve that work later.
  return staff[(supervisor || wish.actor === 5 ? 2 : 0) + (wish.pick % 2)]!;
}

function subjectOf(type: Wanted, { wish, at, stream }: Planning): Subject {
  if (type === 'till.took') return `till:${stream}:${dayOf(at)}` as Subject;
  if (type.startsWith('stock.')) return `stock:GLT:${dayOf(at)}` as Subject;
  if (isDeviceAct(type)) return `devices:${stream}` as Subject;
  if (type.startsWith('lease.')) return `lease:GLT:${1 + 4 * wish.stream}` as Subject;
  return `reports:${stream}:${dayOf(at)}` as Subject;
}

function bodyOf(type: Wanted, planning: Planning): Record<string, unknown> {
  const { wish, at, stream, state, world } = planning;
  const { pick } = wish;
  const known = Object.values(state?.applications ?? {});
  const application: ApplicationState | undefined =
    (state && openApplicationOf(state)) ?? known[pick % (known.length || 1)];
  const applicationId = application?.id ?? uuid(0xa000);
  const fresh = uuid(world.base + (wish.slip === 'repeat' ? 0xb000 : 0xc000 + world.tried.length) + pick * 0x10000);
  const lease = world.states.get(`lease:GLT:${1 + 4 * wish.stream}` as Subject) as LeaseState | undefined;
  const serial = (lease?.next ?? 1 + 4 * wish.stream) - (wish.slip === 'repeat' ? 1 : 0);
  const number = licenceNumber('GLT', serial);
  const receiptNumber = `${stream}-${dayOf(at).replaceAll('-', '')}-${String(world.tried.length).padStart(4, '0')}`;
  const cards = Object.values(state?.cards ?? {});
  const jobId = cards.at(-1)?.jobId ?? uuid(0xd000);
  const licence = Object.values(state?.licences ?? {}).at(-1);
  if (isDeviceAct(type)) {
    return deviceBody(type, { pick, fresh, state: world.states.get(`devices:${stream}` as Subject) });
  }
  switch (type) {
    case 'person.recorded':
      return { person: personData(wish.person, pick) };
    case 'application.opened':
      return {
        applicationId: fresh,
        service: 'new',
        ...wanted(pick),
        rules: `sample-20${['25-02', '24-01', '99-01'][pick % 3]}`,
      };
    case 'application.changed':
      return { applicationId, ...wanted(pick) };
    case 'application.documentsSeen':
      return { applicationId, documents: documents(application, state, at) };
    case 'application.photographed':
      return { applicationId, photo: photo(pick) };
    case 'application.feePaid':
      return { applicationId, ...payment(application, receiptNumber) };
    case 'application.submitted':
      return { applicationId, proofread: pick % 7 !== 0 };
    case 'application.returned':
      return { applicationId, reason: pick % 2 === 0 ? 'photo' : 'other', note: '' };
    case 'application.approved':
      return {
        applicationId,
        licenceNumber: wish.what === 'next' ? licenceNumber('GLT', 100 + world.tried.length) : number,
        lease: `lease:GLT:${1 + 4 * wish.stream}`,
        issuedOn: dayOf(at),
        validUntil: lastDay(dayOf(at), application?.years ?? 5),
      };
    case 'application.cancelled':
      return { applicationId, reason: 'applicant left' };
    case 'card.started': {
      const again = cards.some((each) => each.licenceNumber === licence?.number && each.stage !== 'notPrinted');
      const reason = again && pick % 4 !== 0 ? 'first card spoiled' : null;
      const faces = { printer: 'practice', front: hash('front'), back: hash('back') };
      return {
        jobId: fresh,
        applicationId: licence?.applicationId ?? applicationId,
        licenceNumber: licence?.number ?? number,
        reason,
        ...faces,
        ...(pick % 2 === 0 ? {} : printedWith(pick)),
      };
    }
    case 'card.ended': {
      const outcome = ['good', 'spoiled', 'notPrinted'][pick % 3];
      return { jobId, outcome, reason: pick % 5 === 0 ? null : 'streaks' };
    }
    case 'card.handedOver':
      return { jobId, receiver: { name: 'Sample Person', relation: pick % 2 === 0 ? 'self' : 'family', cnic: null } };
    case 'till.took':
      return { applicationId, ...payment(application, receiptNumber) };
    case 'stock.received':
      return { quantity: pick, reference: 'box 7' };
    case 'stock.used':
      return { jobId: uuid(0xe000 + (pick % 3)), outcome: 'printed', reason: null };
    case 'lease.granted': {
      const from = 1 + 4 * wish.stream;
      const expiresAt = new Date(Date.UTC(2026, 2 + pick, 1)).toISOString();
      return { prefix: 'GLT', from, to: from + 1, checkDigit: 'iso7064-mod11-10', stream, expiresAt };
    }
    case 'lease.numberTaken':
      return { number, applicationId };
    case 'report.exported':
      return { day: dayOf(at), format: 'pdf', language: 'en', sha256: hash('report'), size: 1000 };
  }
}

/** What newer builds say of a card besides. */
function printedWith(pick: number): Record<string, unknown> {
  const reading = { serial: 'printer 1', cardsInserted: 100 + pick, panelsPrinted: null };
  return { calibration: pick % 3 === 0 ? null : uuid(0xa100), reading };
}

/** The slip, made on the finished body: what a broken, old or dishonest client would send. */
function spoil(wish: Intent, body: Record<string, unknown>): Record<string, unknown> {
  switch (wish.slip) {
    case 'body':
      return wish.pick % 2 === 0 ? { ...body, extra: 1 } : Object.fromEntries(Object.entries(body).slice(1));
    case 'money': {
      if (!('total' in body)) return body;
      const total = Number(body['total']);
      const [line, ...rest] = body['lines'] as { amount: number }[];
      const wrongLine = line === undefined ? [] : [{ ...line, amount: line.amount + 100 }, ...rest];
      const ways = [
        { total: total + 100 },
        { tendered: total - 1 },
        { lines: wrongLine },
        { lines: wrongLine, total: total + 100 },
      ];
      return { ...body, tendered: total + 200, ...ways[wish.pick % ways.length] };
    }
    case 'identity': {
      if ('person' in body) return { person: personData(wish.person + 1, wish.pick) };
      if ('licenceNumber' in body) return { ...body, licenceNumber: 'GLT-0000001-0' };
      if ('number' in body) return { ...body, number: licenceNumber('GLT', serialOf(body['number'] as never) + 1) };
      return 'applicationId' in body ? { ...body, applicationId: uuid(0xf000) } : body;
    }
    case 'missing':
      return 'documents' in body ? { ...body, documents: ['cnicOriginal'] } : body;
    case 'none':
    case 'actor':
    case 'repeat':
      return body;
  }
}

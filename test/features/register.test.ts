import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { DocumentView } from '../../src-shared/contract/counter/register.ts';
import type { LicenceNumber } from '../../src-shared/ids.ts';
import { addDays } from '../../src-shared/licensing/calendar.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { longOffline } from '../support/ready-to-test.ts';
import { samplePortrait } from '../support/portrait.ts';
import { problemOf } from '../support/problem.ts';
import { RegisterDesk } from '../support/register-desk.ts';

/** One counter with its link down all the time: the register works here as anywhere. */
let counter: TestCounter;
let desk: RegisterDesk;
let later = 0;
beforeAll(async () => {
  counter = await startTestCounter({ rules: sampleCatalogues(), now: () => Date.now() + later, policy: longOffline });
  desk = new RegisterDesk(counter.core.counter, await samplePortrait());
});
afterAll(() => counter.stop());
beforeEach(() => counter.signIn('supervisor-1'));

const DAY = 86_400_000;
const order = { reason: 'drove through red lights', reference: 'Order 12/2026' };
let served = 0;

/** Somebody with a licence of five years. */
function holder(): { person: PersonData; licenceNumber: LicenceNumber } {
  served += 1;
  const person = { ...sampleApplicant(served), birthDate: '1990-05-17' };
  desk.record(person);
  const licenceNumber = desk.give(person, { service: 'conversion', categories: ['motorcycle', 'car'], years: 5 });
  return { person, licenceNumber };
}

async function documentOf(person: PersonData, number: string): Promise<DocumentView> {
  const { documents } = await counter.client.register.person({ cnic: person.cnic });
  return documents.find((each) => each.number === number)!;
}

const entries = () => counter.client.replay.entries({ filter: 'all', before: null, limit: 3 });

describe('a licence', () => {
  test.each([
    ['is active when it was just issued', [], 'active', null],
    ['is suspended until it is restored', ['suspend'], 'suspended', null],
    ['is suspended up to its last day', ['suspend for 10 days', '9 days later'], 'suspended', 10],
    ['is active again after that day', ['suspend for 10 days', '11 days later'], 'active', null],
    ['is active again when it was restored', ['suspend', 'restore'], 'active', null],
    ['is suspended a second time', ['suspend', 'restore', 'suspend'], 'suspended', null],
    ['is cancelled for good', ['cancel'], 'cancelled', null],
    ['is cancelled also while it is suspended', ['suspend', 'cancel'], 'cancelled', null],
    ['is expired after its last day', ['1830 days later'], 'expired', null],
    ['stays suspended when it expires', ['suspend', '1830 days later'], 'suspended', null],
  ] as const)('%s', async (...[, steps, standing, untilIn]) => {
    later = 0;
    const { person, licenceNumber } = holder();
    const begun = desk.today;
    for (const step of steps) {
      const [act, , days] = step.split(' ');
      const ofLicence = { licenceNumber, ...order };
      if (step.endsWith('later')) later += Number(step.split(' ')[0]) * DAY;
      await counter.signIn('supervisor-1');
      if (act === 'suspend') {
        const until = days === undefined ? null : addDays(begun, Number(days));
        await counter.client.register.suspend({ ...ofLicence, until });
      }
      if (act === 'restore') await counter.client.register.restore(ofLicence);
      if (act === 'cancel') await counter.client.register.cancel(ofLicence);
    }
    const shown = await documentOf(person, licenceNumber);
    expect(shown).toMatchObject({ standing, confirmed: false });
    expect(shown.outUntil).toBe(untilIn === null ? null : addDays(begun, untilIn));
    later = 0;
    await counter.signIn('supervisor-1');
  });

  test('keeps every act with who, why and on what it rests, and answers with the record as it is then', async () => {
    const { person, licenceNumber } = holder();
    const before = (await counter.client.status.now()).replay.unsent;
    await counter.client.register.suspend({ licenceNumber, ...order, until: addDays(desk.today, 30) });
    const record = await counter.client.register.restore({
      licenceNumber,
      reason: 'fine paid',
      reference: 'Letter 17',
    });
    expect(record.documents[0]).toMatchObject({
      number: licenceNumber,
      standing: 'active',
      changes: [
        { what: 'suspended', ...order, until: addDays(desk.today, 30), by: 'supervisor-1', stream: 'GLT-1-1' },
        { what: 'restored', reason: 'fine paid', reference: 'Letter 17', until: null },
      ],
    });
    expect(record.trail.slice(0, 2).map(({ type, about }) => [type, about])).toEqual([
      ['licence.restored', licenceNumber],
      ['licence.suspended', licenceNumber],
    ]);
    expect(record.cnic).toBe(person.cnic);
    // With the link down both wait in the journal.
    expect((await counter.client.status.now()).replay.unsent).toBe(before + 2);
  });

  test.each([
    ['restored while it is in force', 'restore', [], 'register.notSuspended'],
    ['suspended twice', 'suspend', ['suspend'], 'register.suspended'],
    ['restored after it was cancelled', 'restore', ['cancel'], 'register.cancelled'],
    ['suspended after it was cancelled', 'suspend', ['cancel'], 'register.cancelled'],
    ['cancelled twice', 'cancel', ['cancel'], 'register.cancelled'],
  ] as const)('cannot be %s, and nothing is written', async (...[, act, before, code]) => {
    const { licenceNumber } = holder();
    const { register } = counter.client;
    const acts = {
      suspend: () => register.suspend({ licenceNumber, ...order, until: null }),
      restore: () => register.restore({ licenceNumber, ...order }),
      cancel: () => register.cancel({ licenceNumber, ...order }),
    };
    for (const each of before) await acts[each]();
    const last = (await entries())[0]?.seq;
    expect(await problemOf(acts[act]())).toMatchObject({ code });
    expect((await entries())[0]?.seq).toBe(last);
  });

  test('takes no suspension that has ended already, and none of an unknown number', async () => {
    const { licenceNumber } = holder();
    const yesterday = addDays(desk.today, -1);
    const { register } = counter.client;
    expect(await problemOf(register.suspend({ licenceNumber, ...order, until: yesterday }))).toMatchObject({
      code: 'register.untilPast',
    });
    const unknown = 'GLT-0009999-0' as LicenceNumber;
    expect(await problemOf(register.cancel({ licenceNumber: unknown, ...order }))).toMatchObject({
      code: 'card.noLicence',
    });
  });

  test.each([
    ['no reason', { reason: '  ', reference: 'Order 12' }],
    ['no reference', { reason: 'because', reference: '' }],
    ['a reference that is too long', { reason: 'because', reference: 'x'.repeat(81) }],
    ['more than is asked for', { reason: 'because', reference: 'Order 12', by: 'somebody-else' }],
  ])('takes no order with %s', async (_, grounds) => {
    const { licenceNumber } = holder();
    const asked = counter.client.register.cancel({ licenceNumber, ...grounds });
    expect(await problemOf(asked)).toMatchObject({ code: 'input.malformed' });
  });

  test('gets no card while it is out of force', async () => {
    const { licenceNumber } = holder();
    await counter.client.register.suspend({ licenceNumber, ...order, until: null });
    await counter.signIn('operator-1');
    expect(await problemOf(counter.client.cards.print({ licenceNumber, reason: null }))).toMatchObject({
      code: 'paper.outOfForce',
    });
  });

  test('is not renewed or made anew while it is suspended', async () => {
    const { person, licenceNumber } = holder();
    await counter.client.register.suspend({ licenceNumber, ...order, until: null });
    expect(() => desk.open(person, { service: 'duplicate', categories: ['motorcycle', 'car'] })).toThrow(
      'application.suspended',
    );
  });
});

describe('a person', () => {
  test('has one licence: another one is refused while the first is in force or suspended, not when it is cancelled', async () => {
    const { person, licenceNumber } = holder();
    const again = () => desk.open(person, { service: 'conversion', categories: ['motorcycle'], years: 5 });
    expect(again).toThrow('application.holdsLicence');
    await counter.client.register.suspend({ licenceNumber, ...order, until: null });
    expect(again).toThrow(/application\.(holdsLicence|suspended)/);
    await counter.client.register.cancel({ licenceNumber, ...order });
    expect(again).not.toThrow();
  });

  test('who is barred is given nothing until the bar ends or is lifted', async () => {
    served += 1;
    const person = { ...sampleApplicant(served), birthDate: '1990-05-17' };
    desk.record(person);
    const { register } = counter.client;
    const { cnic } = person;
    const until = addDays(desk.today, 5);
    expect(await problemOf(register.unbar({ cnic, ...order }))).toMatchObject({ code: 'register.notBarred' });
    expect((await register.bar({ cnic, ...order, until })).bar).toMatchObject({ ...order, until, inForce: true });
    const learn = () => desk.open(person, { service: 'learner', categories: ['motorcycle'] });
    expect(learn).toThrow('application.barred');
    later = 6 * DAY;
    await counter.signIn('supervisor-1');
    expect((await register.person({ cnic })).bar).toMatchObject({ inForce: false });
    expect(learn).not.toThrow();
    later = 0;
    await counter.signIn('supervisor-1');
    const { bar, bars } = await register.unbar({ cnic, reason: 'order lifted', reference: 'Order 20' });
    expect(bar).toBeNull();
    expect(bars.map(({ what, reference, until: day }) => [what, reference, day])).toEqual([
      ['unbarred', 'Order 20', null],
      ['barred', order.reference, until],
    ]);
  });

  test('is shown with everything: documents, cards and what superseded them, fees, photos, papers, and who did it', async () => {
    served += 1;
    const person = { ...sampleApplicant(served), birthDate: '1990-05-17' };
    desk.record(person);
    const permit = desk.give(person, { service: 'learner', categories: ['motorcycle'] });
    const licence = desk.give(person, { service: 'conversion', categories: ['motorcycle'], years: 5 });
    desk.printCard(person, licence);
    desk.give(person, { service: 'duplicate', categories: ['motorcycle'] });
    desk.printCard(person, licence, 'the first card was lost');
    const record = await counter.client.register.person({ cnic: person.cnic });
    const kinds = Object.fromEntries(record.documents.map(({ number, kind }) => [number, kind]));
    expect(kinds).toEqual({ [licence]: 'licence', [permit]: 'learner' });
    const shown = record.documents.find(({ number }) => number === licence)!;
    // The duplicate superseded the first issue, and the second card the first.
    expect(shown.issues.map(({ superseded }) => superseded)).toEqual([false, true]);
    expect(record.cards.map(({ superseded }) => superseded)).toEqual([false, true]);
    expect(record.cards[0]).toMatchObject({ printReason: 'the first card was lost', stage: 'good' });
    expect(record.applications.map(({ service }) => service)).toEqual(['duplicate', 'conversion', 'learner']);
    expect(record.applications.at(-1)).toMatchObject({ prints: ['permit'], licenceNumber: permit });
    expect(record.payments).toHaveLength(3);
    expect(record.payments.every(({ returned, takenBy }) => returned === null && takenBy === 'operator-1')).toBe(true);
    expect(record.photos).toHaveLength(3);
    const types = record.trail.map(({ type }) => type);
    expect(types).toContain('application.issued');
    expect(types.filter((type) => type === 'application.approved')).toHaveLength(2);
    expect(types.filter((type) => type === 'card.handedOver')).toHaveLength(2);
    expect(types.at(-1)).toBe('person.recorded');
    expect(record).toMatchObject({ bar: null, conflicts: [], source: { from: 'local', asOf: null } });
  });

  test('nobody knows has an empty record; digits that are no CNIC are refused', async () => {
    const { register } = counter.client;
    expect(await register.person({ cnic: '71103-9999999-3' })).toMatchObject({
      person: null,
      documents: [],
      trail: [],
    });
    expect(await problemOf(register.person({ cnic: '711' }))).toMatchObject({ code: 'cnic.length' });
  });
});

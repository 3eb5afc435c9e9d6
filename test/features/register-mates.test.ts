import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { PersonRecord } from '../../src-shared/contract/counter/register.ts';
import type { Cnic } from '../../src-shared/ids.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { signIn, startMate, until } from '../support/centre-mates.ts';
import type { TestCounter } from '../support/counter.ts';
import { apply, fromFile } from '../support/flow.ts';
import { startTestCentral } from '../support/test-central.ts';

/** Two counters of one centre and the central they replay to; what one orders, the other has to know. */
let running: RunningCentral;
let one: TestCounter;
let two: TestCounter;
beforeAll(async () => {
  // Under the first rules a new licence rests on papers alone.
  running = await startTestCentral({ books: firstCatalogues() });
  one = await startMate(running, 2, { rules: firstCatalogues() });
  two = await startMate(running, 3, { rules: firstCatalogues() });
  for (const counter of [one, two]) {
    await until(counter, async () => ((await counter.client.status.now()).numbers.left > 0 ? true : undefined));
  }
}, 60_000);
afterAll(async () => {
  for (const counter of [one, two]) await counter.stop();
  await running.stop();
});
beforeEach(async () => {
  for (const counter of [one, two]) await counter.client.practice.set({ linkUp: true });
});

const order = { reason: 'drove through red lights', reference: 'Order 12/2026' };
let served = 0;

function nextPerson(): PersonData {
  served += 1;
  return { ...sampleApplicant(served), birthDate: '1990-05-17' };
}

/** From CNIC to licence at one counter, by two people; leaves the supervisor signed in. */
async function license(counter: TestCounter, person: PersonData): Promise<string> {
  await signIn(counter, 'operator-1');
  const { id: applicationId } = await apply(counter.client, { person, photo: fromFile(counter) });
  await signIn(counter, 'supervisor-1');
  const { licence } = await counter.client.approvals.approve({ applicationId });
  return licence!.number;
}

/** Central has applied all that this counter wrote. */
async function allSettled({ client }: TestCounter): Promise<true | undefined> {
  const { unsent, unsettled } = (await client.status.now()).replay;
  return unsent + unsettled === 0 ? true : undefined;
}

/** The record at a counter once it fits. */
function record(counter: TestCounter, cnic: Cnic, fits: (record: PersonRecord) => boolean): Promise<PersonRecord> {
  return until(counter, async () => {
    const found = await counter.client.register.person({ cnic });
    return fits(found) ? found : undefined;
  });
}

describe('what one counter orders', () => {
  test('is seen at the other, and confirmed by central', async () => {
    const person = nextPerson();
    const licenceNumber = await license(one, person);
    await signIn(two, 'supervisor-1');
    await record(two, person.cnic, ({ documents }) => documents[0]?.confirmed === true);
    await one.client.register.suspend({ licenceNumber, ...order, until: null });
    const seen = await record(two, person.cnic, ({ documents }) => documents[0]?.standing === 'suspended');
    expect(seen.documents[0]).toMatchObject({
      number: licenceNumber,
      changes: [{ what: 'suspended', ...order, by: 'supervisor-1', stream: 'GLT-2-1' }],
    });
    // And back again, from the other counter.
    await two.client.register.restore({ licenceNumber, reason: 'fine paid', reference: 'Letter 17' });
    const back = await record(one, person.cnic, ({ documents }) => documents[0]?.standing === 'active');
    expect(back.documents[0]!.changes.map(({ stream }) => stream)).toEqual(['GLT-2-1', 'GLT-3-1']);
  });

  test('with the link down waits, and is told when the link is back', async () => {
    const person = nextPerson();
    const licenceNumber = await license(one, person);
    await signIn(two, 'supervisor-1');
    await record(two, person.cnic, ({ documents }) => documents[0]?.confirmed === true);
    await one.client.practice.set({ linkUp: false });
    const done = await one.client.register.cancel({ licenceNumber, ...order });
    expect(done.documents[0]).toMatchObject({ standing: 'cancelled' });
    expect((await two.client.register.person({ cnic: person.cnic })).documents[0]).toMatchObject({
      standing: 'active',
    });
    await one.client.practice.set({ linkUp: true });
    await record(two, person.cnic, ({ documents }) => documents[0]?.standing === 'cancelled');
  });

  test('with both links down may cross: central keeps the first, and the other is a case on the page', async () => {
    const person = nextPerson();
    const licenceNumber = await license(one, person);
    await signIn(two, 'supervisor-1');
    await record(two, person.cnic, ({ documents }) => documents[0]?.confirmed === true);
    for (const counter of [one, two]) await counter.client.practice.set({ linkUp: false });
    await one.client.register.cancel({ licenceNumber, ...order });
    await two.client.register.suspend({ licenceNumber, ...order, until: null });
    await one.client.practice.set({ linkUp: true });
    await until(one, () => allSettled(one));
    await two.client.practice.set({ linkUp: true });
    const seen = await record(two, person.cnic, ({ conflicts }) => conflicts.length > 0);
    expect(seen.documents[0]).toMatchObject({ standing: 'cancelled' });
    expect(seen.conflicts).toMatchObject([
      { type: 'licence.suspended', code: 'register.cancelled', stream: 'GLT-3-1' },
    ]);
  });
});

describe('one person has one licence', () => {
  test('also when two counters issued one each without the line: the second is a case, not a licence', async () => {
    const person = nextPerson();
    for (const counter of [one, two]) await counter.client.practice.set({ linkUp: false });
    const first = await license(one, person);
    const second = await license(two, person);
    expect(first).not.toBe(second);
    await one.client.practice.set({ linkUp: true });
    await until(one, () => allSettled(one));
    await two.client.practice.set({ linkUp: true });
    const settled = ({ conflicts, documents }: PersonRecord) => conflicts.length > 0 && documents.length > 0;
    const seen = await record(two, person.cnic, settled);
    expect(seen.documents.map(({ number }) => number)).toEqual([first]);
    expect(seen.conflicts.every(({ stream }) => stream === 'GLT-3-1')).toBe(true);
    expect(seen.conflicts.map(({ code }) => code)).toContain('application.holdsLicence');
    // The mate sees the same case: the centre has to settle it, not one PC.
    await record(one, person.cnic, ({ conflicts }) => conflicts.length === seen.conflicts.length);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carryOverAll, readCarriedFile } from '../../src-central/register/carry-over-file.ts';
import type { CarriedPerson } from '../../src-central/register/carry-over.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { carriedSamples } from '../../src-main/features/practice/sample-visits.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { findSubject } from '../../src-main/store/subjects.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { CentreCode } from '../../src-shared/ids.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';

const GLT = CentreCode.parse('GLT');

function licensed(number: number, serial = 9_100_000 + number): CarriedPerson {
  const licence = { kind: 'licence', categories: ['car' as const], issuedOn: '2022-01-01', validUntil: '2099-12-31' };
  const document = { ...licence, licenceNumber: licenceNumber('GLT', serial), centre: GLT };
  return { person: sampleApplicant(number), documents: [document] };
}

async function* lines(list: readonly (CarriedPerson | string)[]): AsyncGenerator<string> {
  for (const each of list) yield typeof each === 'string' ? each : JSON.stringify(each);
}

describe('the register of before', () => {
  let running: RunningCentral;
  let counter: ReplayCounter;
  beforeAll(async () => {
    running = await startTestCentral({ books: sampleCatalogues() });
    counter = new ReplayCounter({ rules: sampleCatalogues() });
    await counter.enrol(running, { counter: 1 });
    counter.replay.start();
  });
  afterAll(async () => {
    await counter.destroy();
    await running.stop();
  });

  async function cases(): Promise<string[]> {
    const rows = await running.central.db
      .selectFrom('receipt')
      .select('code')
      .where('status', '=', 'exception')
      .execute();
    return rows.map(({ code }) => code ?? '');
  }

  test('comes to the counters of the centre each document is of', async () => {
    const people = carriedSamples('2026-11-22');
    const documents = people.flatMap((each) => each.documents);
    expect(await carryOverAll(running.central, people)).toBe(documents.length);
    expect(await cases()).toEqual([]);
    const ofHere = people.filter((each) => each.documents.every(({ centre }) => centre === 'GLT'));
    const last = personSubject(ofHere.at(-1)!.person.cnic);
    await counter.until(() => findSubject(counter.store, last) !== undefined);
    for (const { person, documents: held } of ofHere) {
      const state = findSubject(counter.store, personSubject(person.cnic));
      expect(state).toMatchObject({ person });
      expect(Object.keys((state as { licences: object }).licences)).toEqual(held.map((each) => each.licenceNumber));
    }
    const elsewhere = people.find((each) => each.documents.some(({ centre }) => centre === 'SKD'))!;
    expect(findSubject(counter.store, personSubject(elsewhere.person.cnic))).toBeUndefined();
  });

  test('may be given again, whole or grown, and only what is new is written', async () => {
    const [first, second] = [licensed(1), licensed(2)];
    expect(await carryOverAll(running.central, [first])).toBe(1);
    expect(await carryOverAll(running.central, [first, second])).toBe(1);
    const expired = {
      ...first.documents[0]!,
      licenceNumber: licenceNumber('GLT', 9_300_000),
      validUntil: '2023-01-01',
    };
    const grown = { ...first, documents: [...first.documents, expired] };
    expect(await carryOverAll(running.central, [grown, second])).toBe(1);
    expect(await cases()).toEqual([]);
  });

  test('gives nobody a second licence and nothing a second number: that becomes a case', async () => {
    const third = licensed(3);
    await carryOverAll(running.central, [third]);
    const second = licensed(3, 9_400_000);
    const stolen = { ...licensed(4), documents: third.documents };
    expect(await carryOverAll(running.central, [second, stolen, licensed(5)])).toBe(3);
    expect((await cases()).toSorted()).toEqual(['application.holdsLicence', 'lease.numberTaken']);
  });

  test('is read whole before a line of it is written, and every mistake told by its line', async () => {
    const { person, documents } = licensed(6);
    const list = [licensed(7), '', '{', { person, documents: [] }, { person: { ...person, cnic: '123' }, documents }];
    const problem = await readCarriedFile(lines(list as CarriedPerson[])).catch((error: Error) => error.message);
    expect(problem).toMatch(/^line 3: no JSON\nline 4: .*documents.*\nline 5: .*cnic/);
    expect(await readCarriedFile(lines([licensed(7), '', licensed(8)]))).toHaveLength(2);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import type { SearchHit } from '../../src-shared/contract/counter/search.ts';
import { formatCnic } from '../../src-shared/licensing/cnic.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { license } from '../support/flow.ts';
import { problemOf } from '../support/problem.ts';

let counter: TestCounter;
let licensed: { licenceNumber: string; receiptNumber: string };
const person: PersonData = { ...sampleApplicant(1), nameEn: 'Muhammad Zulqarnain', nameUr: 'محمد ذوالقرنین' };
beforeAll(async () => {
  counter = await startTestCounter();
  await license(counter, { person });
  await counter.signIn('operator-1');
  const { store } = counter.core.counter;
  const row = store.get(store.sql.selectFrom('application').select(['licence_number', 'receipt_number']));
  await counter.core.counter.search.settled();
  licensed = { licenceNumber: row!.licence_number!, receiptNumber: row!.receipt_number! };
});
afterAll(() => counter.stop());

const search = (text: string, limit = 10) => counter.client.search.words({ text, limit });

describe('search at a counter', () => {
  const ways: readonly [string, () => string, SearchHit['why']][] = [
    ['the CNIC as on the card', () => formatCnic(person.cnic), 'cnic'],
    ['its first digits', () => person.cnic.slice(0, 5), 'cnic'],
    [
      'its digits on an Urdu keyboard',
      () => person.cnic.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit))),
      'cnic',
    ],
    ['the licence number', () => licensed.licenceNumber, 'number'],
    ['the licence number in small letters, begun', () => licensed.licenceNumber.toLowerCase().slice(0, 9), 'number'],
    ['the receipt number', () => licensed.receiptNumber, 'number'],
    ['the name', () => 'Muhammad Zulqarnain', 'words'],
    ['the name in Urdu', () => 'ذوالقرنین', 'words'],
    ['the name begun', () => 'zulq', 'words'],
    [
      'name, father and birth year',
      () => `${person.nameEn} ${person.fatherEn} ${person.birthDate.slice(0, 4)}`,
      'words',
    ],
    ['a mistyped name', () => 'Muhammad Zulqarnian', 'corrected'],
    ['another spelling', () => 'Mohammed Zulkarnen', 'sound'],
  ];
  test.each(ways)('by %s', async (_what, text, why) => {
    const { cnic, nameEn, nameUr, fatherEn, birthDate } = person;
    const found = await search(text());
    expect(found.hits).toEqual([{ cnic, nameEn, nameUr, fatherEn, birthDate, why }]);
    expect(found.corrected).toBe(why === 'corrected' ? 'muhammad zulqarnain' : null);
    expect(found.index.state).toBe('ready');
  });

  test('who was recorded a moment ago is found at once, and under the corrected name', async () => {
    const newcomer = { ...sampleApplicant(2), nameEn: 'Gulbadan Hunzai' };
    await counter.client.people.record({ person: newcomer });
    expect((await search('gulbadan')).hits).toMatchObject([{ cnic: newcomer.cnic, why: 'words' }]);
    await counter.client.people.record({ person: { ...newcomer, nameEn: 'Sherbano Hunzai' } });
    expect((await search('sherbano')).hits).toMatchObject([{ cnic: newcomer.cnic }]);
    expect((await search('gulbadan ')).hits).toEqual([]);
  });

  test('an open application comes before the others', async () => {
    const [first, second] = [3, 4].map((number) => ({ ...sampleApplicant(number), nameEn: 'Shahdad Nagari' }));
    for (const each of [first!, second!]) await counter.client.people.record({ person: each });
    const opened = first!.cnic > second!.cnic ? first! : second!;
    expect((await search('shahdad nagari')).hits.at(-1)).toMatchObject({ cnic: opened.cnic });
    await counter.client.applications.open({ cnic: opened.cnic, service: 'new', categories: ['car'], years: 5 });
    expect((await search('shahdad nagari')).hits[0]).toMatchObject({ cnic: opened.cnic });
  });

  test.each([
    ['text beyond measure', { text: 'x'.repeat(121), limit: 10 }],
    ['more than a page', { text: 'x', limit: 51 }],
    ['nothing at all', {}],
  ])('%s is malformed', async (_what, input) => {
    expect(await problemOf(counter.client.search.words(input as never))).toMatchObject({ kind: 'MALFORMED' });
  });

  test.each(['', '   ', '---', '123', '"', "'; drop table person; --"])(
    '%j finds nobody and breaks nothing',
    async (text) => {
      expect((await search(text)).hits).toEqual([]);
    },
  );

  test('with the worker gone the counter goes on, and the next search is answered', async () => {
    await counter.core.counter.search.killWorker();
    await counter.client.people.record({ person: { ...sampleApplicant(5), nameEn: 'Afterwards Khan' } });
    expect((await search('afterwards')).hits).toHaveLength(1);
  });

  test('the log says nothing of anybody', () => {
    const folder = join(counter.dataDir, 'logs');
    const text = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
      .toLowerCase();
    expect(text).toContain('search index is ready');
    for (const said of [person.cnic, 'zulq', 'gulbadan', 'afterwards', 'ذوالقرنین']) expect(text).not.toContain(said);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';

let now = Date.UTC(2026, 10, 21, 7);
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
  await counter.signIn('operator-1');
});
afterAll(() => counter.stop());

describe('a draft', () => {
  test('keeps field by field what was typed, as it was typed', async () => {
    const { cnic } = sampleApplicant(1);
    const { drafts } = counter.client;
    expect(await drafts.get({ cnic })).toBeNull();
    expect(await drafts.save({ cnic, fields: { nameEn: ' ahm', phone: '0300 ' } })).toEqual({
      savedAt: '2026-11-21T07:00:00.000Z',
    });
    now += 60_000;
    await drafts.save({ cnic, fields: { nameEn: 'احمد\u200Cخان', address: '' } });
    expect(await drafts.get({ cnic })).toEqual({
      cnic,
      fields: { nameEn: 'احمد\u200Cخان', phone: '0300 ', address: '' },
      updatedAt: '2026-11-21T07:01:00.000Z',
      updatedBy: 'operator-1',
    });
    expect(await counter.client.people.find({ cnic })).toMatchObject({ hasDraft: true, person: null });
  });

  test('is no act: the journal says what was decided, not what was typed', async () => {
    const before = journalOf(counter).length;
    await counter.client.drafts.save({ cnic: sampleApplicant(2).cnic, fields: { nameEn: 'x' } });
    expect(journalOf(counter)).toHaveLength(before);
  });

  test('survives signing out, and the next operator goes on with it', async () => {
    const { cnic } = sampleApplicant(3);
    await counter.client.drafts.save({ cnic, fields: { nameEn: 'Imran', phone: '0300' } });
    await counter.client.session.signOut();
    await counter.signIn('operator-2');
    now += 1_000;
    await counter.client.drafts.save({ cnic, fields: { phone: '03001234567' } });
    expect(await counter.client.drafts.get({ cnic })).toMatchObject({
      fields: { nameEn: 'Imran', phone: '03001234567' },
      updatedBy: 'operator-2',
    });
  });

  test('survives a restart', async () => {
    const { cnic } = sampleApplicant(4);
    await counter.signIn('operator-1');
    await counter.client.drafts.save({ cnic, fields: { nameEn: 'Nadeem' } });
    const saved = await counter.client.drafts.list();
    await counter.restart();
    await counter.signIn('operator-1');
    expect(await counter.client.drafts.list()).toEqual(saved);
    expect(saved.map((draft) => draft.cnic)).toContain(cnic);
  });

  test('ends when the application is opened, and when it is discarded', async () => {
    const [person, other] = [sampleApplicant(5), sampleApplicant(6)];
    const { drafts, people, applications } = counter.client;
    for (const { cnic } of [person, other]) await drafts.save({ cnic, fields: { nameEn: 'x' } });
    await people.record({ person });
    expect(await drafts.get({ cnic: person.cnic })).not.toBeNull();
    await applications.open({ cnic: person.cnic, service: 'new', categories: ['car'], years: 5 });
    expect(await drafts.get({ cnic: person.cnic })).toBeNull();
    await drafts.discard({ cnic: other.cnic });
    expect(await drafts.get({ cnic: other.cnic })).toBeNull();
  });

  test.each([
    ['a field name that is none', { 'name; drop table draft': 'x' }],
    ['a constructor it may have', { Constructor: 'x' }],
    ['a novel', { nameEn: 'x'.repeat(501) }],
    ['a number', { nameEn: 5 as unknown as string }],
  ])('%s is malformed and changes nothing', async (_what, fields) => {
    const { cnic } = sampleApplicant(7);
    expect(await problemOf(counter.client.drafts.save({ cnic, fields }))).toMatchObject({ kind: 'MALFORMED' });
    expect(await counter.client.drafts.get({ cnic })).toBeNull();
  });

  test('a prototype is no field', async () => {
    const { cnic } = sampleApplicant(7);
    const fields = JSON.parse('{"__proto__": "x", "nameEn": "Imran"}') as Record<string, string>;
    await counter.client.drafts.save({ cnic, fields });
    const draft = await counter.client.drafts.get({ cnic });
    expect(Object.entries(draft!.fields)).toEqual([['nameEn', 'Imran']]);
    expect(Object.getPrototypeOf(draft!.fields)).toBe(Object.prototype);
  });

  test('the newest comes first', async () => {
    const [older, newer] = [sampleApplicant(8).cnic, sampleApplicant(9).cnic];
    for (const cnic of [newer, older, newer]) {
      now += 1_000;
      await counter.client.drafts.save({ cnic, fields: { nameEn: 'x' } });
    }
    const list = await counter.client.drafts.list();
    expect(list.slice(0, 2).map(({ cnic }) => cnic)).toEqual([newer, older]);
  });
});

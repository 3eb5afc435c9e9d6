import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { applyFeed } from '../../src-main/store/feed.ts';
import { Receipt } from '../../src-shared/contract/central/feed.ts';
import type { Category } from '../../src-shared/licensing/category.ts';
import { STREAM, startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';
import { inShift } from '../support/shift.ts';

/** The wall clock at the centre, e.g. `2026-11-21 23:59`. */
const at = (time: string) => Date.parse(`${time.replace(' ', 'T')}:00+05:00`);
let now = at('2026-11-21 10:00');
let counter: TestCounter;
let served = 0;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
  await counter.signIn('operator-1');
  await inShift(counter.client);
});
afterAll(() => counter.stop());

/** Another applicant, with the application open and nothing paid. */
async function applicant(categories: Category[] = ['motorcycle']) {
  served += 1;
  const { id: applicationId } = await apply(counter.client, {
    person: sampleApplicant(served),
    last: 'open',
    categories,
  });
  return { applicationId };
}

async function pay(): Promise<string> {
  await inShift(counter.client);
  const of = await applicant();
  const { total } = await counter.client.till.quote(of);
  const { receiptNumber } = await counter.client.till.takeFee({ ...of, tendered: total, method: 'cash' });
  return receiptNumber;
}

describe('a fee', () => {
  test('is quoted line by line under the rules in force, and its total is their sum', async () => {
    const quote = await counter.client.till.quote(await applicant(['motorcycle', 'car']));
    expect(quote).toMatchObject({ rules: 'sample-2025-02', methods: ['cash', 'bank', 'psid'] });
    expect(quote.lines.map(({ label }) => label.en)).toEqual([
      'Licence fee, Motorcycle',
      'Licence fee, Motor car or jeep',
      'Courier',
      'Test',
    ]);
    expect(
      quote.lines.map(({ code, category, quantity, unit, amount }) => ({ code, category, quantity, unit, amount })),
    ).toEqual([
      { code: 'licence', category: 'motorcycle', quantity: 5, unit: 50_000, amount: 250_000 },
      { code: 'licence', category: 'car', quantity: 5, unit: 135_000, amount: 675_000 },
      { code: 'courier', category: null, quantity: 1, unit: 48_000, amount: 48_000 },
      { code: 'test', category: null, quantity: 1, unit: 15_000, amount: 15_000 },
    ]);
    expect(quote.total).toBe(988_000);
  });

  test('short by one paisa is refused with what is missing, and no receipt exists', async () => {
    const of = await applicant();
    const { total } = await counter.client.till.quote(of);
    const before = journalOf(counter).length;
    const short = counter.client.till.takeFee({ ...of, tendered: total - 1, method: 'cash' });
    expect(await problemOf(short)).toEqual({ kind: 'REFUSED', code: 'fee.short', detail: { missing: 1 } });
    expect(journalOf(counter)).toHaveLength(before);
    expect(await counter.client.applications.get(of)).toMatchObject({ receiptNumber: null });
  });

  test('paid over gives change, and the receipt says everything a person asks about', async () => {
    const of = await applicant();
    const { total, lines, rules } = await counter.client.till.quote(of);
    const receipt = await counter.client.till.takeFee({ ...of, tendered: total + 12_345, method: 'cash' });
    const { nameEn, nameUr, cnic } = sampleApplicant(served);
    expect(receipt).toEqual({
      ...of,
      cnic,
      nameEn,
      nameUr,
      rules,
      lines,
      total,
      tendered: total + 12_345,
      change: 12_345,
      method: 'cash',
      reference: null,
      printed: 0,
      refund: null,
      receiptNumber: receipt.receiptNumber,
      takenAt: new Date(now).toISOString(),
      takenBy: 'operator-1',
    });
    expect(await counter.client.till.receipt({ receiptNumber: receipt.receiptNumber })).toEqual(receipt);
    expect(await counter.client.applications.get(of)).toMatchObject({
      receiptNumber: receipt.receiptNumber,
      feeTotal: total,
    });
  });

  test('is one deed in two entries, the payment depending on the receipt', async () => {
    await pay();
    const [took, paid] = journalOf(counter).slice(-2);
    expect([took!.type, paid!.type]).toEqual(['till.took', 'application.feePaid']);
    expect(paid!.deps).toEqual([took!.id]);
  });

  test('is not taken twice, also when asked twice at once', async () => {
    const of = await applicant();
    const { total } = await counter.client.till.quote(of);
    const take = () => counter.client.till.takeFee({ ...of, tendered: total, method: 'cash' });
    const [first, second] = await Promise.allSettled([take(), take()]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    expect(await problemOf(take())).toEqual({ kind: 'REFUSED', code: 'fee.alreadyPaid', detail: {} });
    const receipts = journalOf(counter).filter(
      ({ type, body }) => type === 'till.took' && body.includes(of.applicationId),
    );
    expect(receipts).toHaveLength(1);
  });

  test.each([
    ['a method nobody accepts', { tendered: 988_000, method: 'cheque' }],
    ['half a paisa', { tendered: 988_000.5, method: 'cash' }],
    ['less than nothing', { tendered: -1, method: 'cash' }],
  ])('with %s is malformed', async (_what, offer) => {
    const of = await applicant();
    const take = counter.client.till.takeFee({ ...of, ...offer } as never);
    expect(await problemOf(take)).toMatchObject({ kind: 'MALFORMED' });
  });
});

describe('receipt numbers', () => {
  const numbers = () =>
    journalOf(counter)
      .filter(({ type }) => type === 'till.took')
      .map(({ body }) => (JSON.parse(body) as { receiptNumber: string }).receiptNumber);

  test('are gapless within the day of the centre, and begin anew after its midnight', async () => {
    now = at('2026-12-01 23:58');
    expect(await pay()).toBe(`${STREAM}-20261201-0001`);
    now = at('2026-12-01 23:59');
    expect(await pay()).toBe(`${STREAM}-20261201-0002`);
    // 19:00 UTC: the day has not changed anywhere but at the centre.
    now = at('2026-12-02 00:00');
    expect(await pay()).toBe(`${STREAM}-20261202-0001`);
    now = at('2026-12-02 05:00');
    expect(await pay()).toBe(`${STREAM}-20261202-0002`);
  });

  test('leave no gap where a fee was refused, nor over a restart', async () => {
    now = at('2026-12-03 09:00');
    const first = await pay();
    const of = await applicant();
    await problemOf(counter.client.till.takeFee({ ...of, tendered: 0, method: 'cash' }));
    await counter.restart();
    await counter.signIn('operator-1');
    expect([first, await pay()]).toEqual([`${STREAM}-20261203-0001`, `${STREAM}-20261203-0002`]);
  });

  test('are never given twice, also where central did not accept one of them', async () => {
    now = at('2026-12-04 09:00');
    const given = [await pay(), await pay()];
    const [refused] = journalOf(counter).filter(({ type, body }) => type === 'till.took' && body.includes(given[0]!));
    const receipt = Receipt.parse({
      entryId: refused!.id,
      stream: STREAM,
      seq: refused!.seq,
      status: 'exception',
      code: 'till.receiptTaken',
      waitsFor: null,
    });
    const { store, rules } = counter.core.counter;
    const news = { kind: 'receipt' as const, change: 100, at: new Date(now).toISOString(), receipt };
    applyFeed(store, [news], { stream: STREAM, rules });
    given.push(await pay());
    expect(given).toEqual(['0001', '0002', '0003'].map((number) => `${STREAM}-20261204-${number}`));
    expect(new Set(numbers()).size).toBe(numbers().length);
  });

  test('that nobody gave are unknown', async () => {
    const receiptNumber = `${STREAM}-20261121-9999`;
    expect(await problemOf(counter.client.till.receipt({ receiptNumber }))).toMatchObject({ kind: 'REFUSED' });
  });
});

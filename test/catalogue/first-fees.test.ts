import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumOf } from '../../src-shared/catalogue/fee-line.ts';
import { Category } from '../../src-shared/licensing/category.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { getBook, quoteFee } from '../../scripts/rehearsal/new-licence.ts';

const book = getBook;
const rupees = (amount: number) => amount * 100;

describe('the fee under each rule version, worked out by hand', () => {
  test.each([
    // 5 x 1,800 + 480
    ['sample-2024-01', ['car'], 5, 9_480],
    // 5 x 1,350 + 480 + 150
    ['sample-2025-02', ['car'], 5, 7_380],
    // 5 x 500 + 5 x 1,800 + 480
    ['sample-2024-01', ['motorcycle', 'car'], 5, 11_980],
    // 5 x 500 + 5 x 1,350 + 480 + 150
    ['sample-2025-02', ['motorcycle', 'car'], 5, 9_880],
    // 10 x 2,000 + 480
    ['sample-2024-01', ['htv'], 10, 20_480],
    // 10 x 2,000 + 480 + 150
    ['sample-2025-02', ['htv'], 10, 20_630],
    // 3 x 1,500 + 480 + 150
    ['sample-2025-02', ['psv'], 3, 5_130],
    // free but for the courier
    ['sample-2024-01', ['invalidCarriage'], 3, 480],
    // 1 x 1,000 + 1 x 1,500 + 480 + 150
    ['sample-2025-02', ['tractorAgricultural', 'tractorCommercial'], 1, 3_130],
  ] as const)('%s, %j for %i years: Rs %i', (...row) => {
    const [version, categories, years, total] = row;
    expect(quoteFee(book(version), { categories, years })).toMatchObject({ ok: true, value: { total: rupees(total) } });
  });
});

test('a fee is the sum of its lines, whole paisa, whatever the order the categories were ticked in', () => {
  const some = fc.uniqueArray(fc.constantFrom(...Category.options), { minLength: 1 });
  const years = fc.integer({ min: 1, max: 10 });
  const version = fc.constantFrom('sample-2024-01', 'sample-2025-02');
  fc.assert(
    fc.property(some, years, version, (...drawn) => {
      const [categories, span, name] = drawn;
      const quote = quoteFee(book(name), { categories, years: span });
      const other = quoteFee(book(name), { categories: categories.toReversed(), years: span });
      expect(other).toEqual(quote);
      if (!quote.ok) throw new Error(quote.code);
      expect(quote.value.total).toBe(sumOf(quote.value.lines));
      expect(quote.value.lines.every((line) => line.amount === line.quantity * line.unit)).toBe(true);
      expect(quote.value.lines.filter((line) => line.code === 'licence')).toHaveLength(categories.length);
    }),
  );
});

test.each([0, 11, 2.5, -1, Number.NaN])('%d years are refused with the range', (years) => {
  expect(quoteFee(book('sample-2025-02'), { categories: ['car'], years })).toMatchObject({
    ok: false,
    code: 'application.yearsOutOfRange',
    detail: { minimum: 1, maximum: 10 },
  });
});

describe('the version in force', () => {
  test.each([
    ['2024-01-15', undefined],
    ['2024-01-16', 'sample-2024-01'],
    ['2025-01-31', 'sample-2024-01'],
    ['2025-02-01', 'sample-2025-02'],
    ['2031-01-01', 'sample-2025-02'],
  ])('on %s is %s', (day, version) => {
    expect(firstRules.inForce(day)?.version).toBe(version);
  });
});

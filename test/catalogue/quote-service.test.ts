import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../src-shared/catalogue/circumstances.ts';
import { sumOf } from '../../src-shared/catalogue/fee-line.ts';
import { quoteService } from '../../src-shared/catalogue/quote-service.ts';
import { findService } from '../../src-shared/catalogue/rule-book.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { Category } from '../../src-shared/licensing/category.ts';

const book = sampleCatalogues().inForce('2026-11-22')!;

function quote(service: string, now: Partial<Circumstances> = {}) {
  const circumstances = {
    age: 30,
    categories: ['car'] as Category[],
    years: 0,
    lateDays: 0,
    answers: {},
    otherCentre: false,
    ...now,
  };
  return quoteService(findService(book, service)!, { version: book.version, wanted: circumstances, circumstances });
}

const heads = (quoted: ReturnType<typeof quote>) =>
  quoted.ok ? quoted.value.lines.map(({ code, amount }) => [code, amount / 100]) : quoted.code;

describe('a fee, worked out by hand', () => {
  test('of a learner permit is flat, whatever the categories', () => {
    expect(heads(quote('learner'))).toEqual([['learner', 500]]);
    expect(heads(quote('learner', { categories: ['car', 'motorcycle'] }))).toEqual([['learner', 500]]);
  });

  test('of a renewal is by the year, and a quarter more when it is late', () => {
    const five = [
      ['licence', 6_750],
      ['courier', 480],
    ];
    expect(heads(quote('renewal', { years: 5 }))).toEqual(five);
    expect(heads(quote('renewal', { years: 5, lateDays: 30 }))).toEqual(five);
    expect(heads(quote('renewal', { years: 5, lateDays: 31 }))).toEqual([
      ['licence', 6_750],
      ['late', 1_687.5],
      ['courier', 480],
    ]);
  });

  test('of a duplicate depends on the heaviest vehicles', () => {
    expect(heads(quote('duplicate', { categories: ['motorcycle'] }))).toEqual([['duplicate', 580]]);
    expect(heads(quote('duplicate', { categories: ['car'] }))).toEqual([
      ['duplicate', 580],
      ['duplicate', 50],
    ]);
    expect(heads(quote('duplicate', { categories: ['htv'] }))).toEqual([
      ['duplicate', 580],
      ['duplicate', 100],
    ]);
  });

  test('of an international permit is one of two; two years are not offered', () => {
    expect(heads(quote('international', { years: 1 }))).toEqual([['international', 930]]);
    expect(heads(quote('international', { years: 3 }))).toEqual([['international', 1_830]]);
    expect(heads(quote('international', { years: 2 }))).toBe('application.yearsOutOfRange');
  });

  test('of a correction is nothing', () => expect(heads(quote('correction'))).toEqual([]));
});

test('every fee is the sum of its lines in whole paisa, and a share is rounded half up', () => {
  const some = fc.uniqueArray(fc.constantFrom(...Category.options), { minLength: 1 });
  fc.assert(
    fc.property(
      some,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 400 }),
      (categories, years, lateDays) => {
        const quoted = quote('renewal', { categories, years, lateDays });
        if (!quoted.ok) throw new Error(quoted.code);
        const { lines, total } = quoted.value;
        expect(total).toBe(sumOf(lines));
        expect(lines.every(({ amount }) => Number.isSafeInteger(amount))).toBe(true);
        const licence = sumOf(lines.filter(({ code }) => code === 'licence'));
        const late = sumOf(lines.filter(({ code }) => code === 'late'));
        expect(late).toBe(lateDays > 30 ? Math.round(licence / 4) : 0);
      },
    ),
  );
});

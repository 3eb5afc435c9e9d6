import { describe, expect, test } from 'vitest';
import { checkAge, checkBirthDate, documentsFor } from '../../src-shared/licensing/eligibility.ts';
import type { Category, RuleBook } from '../../src-shared/licensing/rule-book.ts';
import type { RulesVersion } from '../../src-shared/ids.ts';
import { sampleRuleBooks } from '../../src-shared/licensing/sample-rules.ts';

const book = sampleRuleBooks.find('sample-2025-02' as RulesVersion) as RuleBook;

function age(birthDate: string, today: string, ...categories: Category[]) {
  return checkAge(book, { birthDate, categories, today });
}

describe('old enough', () => {
  test.each([
    ['car', '2008-03-02', '2026-03-02'],
    ['motorcycle', '2008-03-02', '2026-03-02'],
    ['ltv', '2005-03-02', '2026-03-02'],
    ['psv', '2005-03-02', '2026-03-02'],
    ['htv', '2004-03-02', '2026-03-02'],
  ] as const)('for %s: born %s may apply on %s, and not the day before', (category, birthDate, today) => {
    expect(age(birthDate, today, category).ok).toBe(true);
    expect(age(birthDate, '2026-03-01', category)).toMatchObject({
      ok: false,
      code: 'application.underAge',
      detail: { category, from: today },
    });
  });

  test('one born on 29 February comes of age on 1 March where there is no such day, and on it where there is', () => {
    expect(age('2008-02-29', '2026-02-28', 'car')).toMatchObject({ ok: false, detail: { from: '2026-03-01' } });
    expect(age('2008-02-29', '2026-03-01', 'car').ok).toBe(true);
    // 2006 + 22 = 2028, a leap year.
    expect(age('2006-02-28', '2028-02-28', 'htv').ok).toBe(true);
    expect(age('2006-03-01', '2028-02-29', 'htv').ok).toBe(false);
    expect(age('2004-02-29', '2026-02-28', 'htv').ok).toBe(false);
  });

  test('every category wanted counts', () => {
    expect(age('2006-01-01', '2026-03-02', 'car', 'motorcycle').ok).toBe(true);
    expect(age('2006-01-01', '2026-03-02', 'car', 'htv')).toMatchObject({ detail: { category: 'htv', age: 22 } });
    expect(age('1990-01-01', '2026-03-02')).toMatchObject({ ok: false, code: 'application.noCategory' });
  });
});

test.each([
  ['2026-03-03', 'person.birthDateInFuture'],
  ['1905-03-01', 'person.birthDateImplausible'],
])('a birth date of %s cannot be one', (birthDate, code) => {
  expect(checkBirthDate(birthDate, '2026-03-02')).toMatchObject({ ok: false, code });
});

test('born today or 120 years ago can be one', () => {
  expect(checkBirthDate('2026-03-02', '2026-03-02').ok).toBe(true);
  expect(checkBirthDate('1905-03-03', '2026-03-02').ok).toBe(true);
});

test('a medical certificate is asked of everyone from the fiftieth birthday on', () => {
  const needed = (birthDate: string) => documentsFor(book, { birthDate, today: '2026-03-02' });
  expect(needed('1976-03-02')).toContain('medicalCertificate');
  expect(needed('1976-03-03')).not.toContain('medicalCertificate');
});

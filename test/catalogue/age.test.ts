import { describe, expect, test } from 'vitest';
import { documentsFor, getBook, newLicence } from '../../scripts/rehearsal/new-licence.ts';
import { assess, firstAgainst } from '../../src-shared/catalogue/assess.ts';
import { stranger } from '../../src-shared/catalogue/standing.ts';
import type { CentreCode } from '../../src-shared/ids.ts';
import type { Category } from '../../src-shared/licensing/category.ts';

const book = getBook('sample-2025-02');

function age(birthDate: string, today: string, ...categories: Category[]) {
  const standing = { ...stranger('GLT' as CentreCode), birthDate };
  return firstAgainst(assess(newLicence(book), { standing, categories, today }));
}

describe('old enough', () => {
  test.each([
    ['car', '2008-03-02', '2026-03-02'],
    ['motorcycle', '2008-03-02', '2026-03-02'],
    ['ltv', '2005-03-02', '2026-03-02'],
    ['psv', '2005-03-02', '2026-03-02'],
    ['htv', '2004-03-02', '2026-03-02'],
  ] as const)('for %s: born %s may apply on %s, and not the day before', (category, birthDate, today) => {
    expect(age(birthDate, today, category)).toBeUndefined();
    expect(age(birthDate, '2026-03-01', category)).toMatchObject({
      code: 'application.underAge',
      detail: { category, from: today },
    });
  });

  test('one born on 29 February comes of age on 1 March where there is no such day, and on it where there is', () => {
    expect(age('2008-02-29', '2026-02-28', 'car')).toMatchObject({ detail: { from: '2026-03-01' } });
    expect(age('2008-02-29', '2026-03-01', 'car')).toBeUndefined();
    // 2006 + 22 = 2028, a leap year.
    expect(age('2006-02-28', '2028-02-28', 'htv')).toBeUndefined();
    expect(age('2006-03-01', '2028-02-29', 'htv')).toBeDefined();
    expect(age('2004-02-29', '2026-02-28', 'htv')).toBeDefined();
  });

  test('every category wanted counts', () => {
    expect(age('2006-01-01', '2026-03-02', 'car', 'motorcycle')).toBeUndefined();
    expect(age('2006-01-01', '2026-03-02', 'car', 'htv')).toMatchObject({ detail: { category: 'htv', age: 22 } });
  });
});

test('a medical certificate is asked of everyone from the fiftieth birthday on', () => {
  const needed = (birthDate: string) => documentsFor(book, { birthDate, today: '2026-03-02' });
  expect(needed('1976-03-02')).toContain('medicalCertificate');
  expect(needed('1976-03-03')).not.toContain('medicalCertificate');
});

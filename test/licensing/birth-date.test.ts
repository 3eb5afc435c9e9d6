import { expect, test } from 'vitest';
import { checkBirthDate } from '../../src-shared/licensing/birth-date.ts';

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

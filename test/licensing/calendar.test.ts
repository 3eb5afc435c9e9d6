import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addYears, centreTime, dayOf, yearsBetween } from '../../src-shared/licensing/calendar.ts';
import { lastDay } from '../../src-shared/ledger/fold/grant.ts';

test('the day at the centre starts five hours before that of UTC', () => {
  expect(dayOf('2026-03-01T18:59:59.999Z')).toBe('2026-03-01');
  expect(dayOf('2026-03-01T19:00:00.000Z')).toBe('2026-03-02');
  expect(dayOf('2025-12-31T19:00:00.000Z')).toBe('2026-01-01');
  expect(centreTime('2026-03-01T19:05:59.000Z')).toBe('2026-03-02 00:05');
});

test.each([
  ['2000-02-29', '2018-02-28', 17],
  ['2000-02-29', '2018-03-01', 18],
  ['2000-02-29', '2020-02-28', 19],
  ['2000-02-29', '2020-02-29', 20],
  ['2000-03-01', '2020-02-29', 19],
  ['2000-12-31', '2001-12-30', 0],
  ['2000-12-31', '2001-12-31', 1],
])('from %s to %s it is %i whole years', (from, to, years) => {
  expect(yearsBetween(from, to)).toBe(years);
});

test.each([
  ['2026-03-02', 5, '2031-03-01'],
  ['2024-02-29', 1, '2025-02-28'],
  ['2024-02-29', 4, '2028-02-28'],
  ['2026-01-01', 1, '2026-12-31'],
  ['2025-03-01', 3, '2028-02-29'],
])('a licence of %s for %i years is last valid on %s', (issuedOn, years, last) => {
  expect(lastDay(issuedOn, years)).toBe(last);
});

test('an anniversary is the first day that many years are over', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 99 }), (date, years) => {
      const from = date.toISOString().slice(0, 10);
      const anniversary = addYears(from, years);
      expect(yearsBetween(from, anniversary)).toBe(years);
      expect(yearsBetween(from, addDays(anniversary, -1))).toBe(years - 1);
    }),
    { numRuns: 1000 },
  );
});

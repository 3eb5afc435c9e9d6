import { expect, test } from 'vitest';
import { readRupees } from '../../src-renderer/features/till/typed-rupees.ts';
import { formatDay, formatRupees, formatSecond, isolate } from '../../src-renderer/text/formats.ts';
import { asTyped, readTypedDay } from '../../src-renderer/text/typed-day.ts';

test.each([
  ['21031998', '1998-03-21'],
  ['21 3 1998', '1998-03-21'],
  ['21-03-1998', '1998-03-21'],
  ['1/1/2000', '2000-01-01'],
  ['۲۱۰۳۱۹۹۸', '1998-03-21'],
  ['29 02 2004', '2004-02-29'],
])('a birth date typed as %s is %s', (typed, day) => {
  expect(readTypedDay(typed)).toBe(day);
});

test.each(['', '2103', '31 04 1998', '29022003', '1998-03-21', '00 01 1998', 'abc'])('%s is no date yet', (typed) => {
  expect(readTypedDay(typed)).toBeUndefined();
});

test('a date read, shown as typed and read again stays the same', () => {
  expect(readTypedDay(asTyped('1973-02-06'))).toBe('1973-02-06');
});

test.each([
  ['5000', 500_000],
  ['5,000', 500_000],
  ['5000.5', 500_050],
  ['5000.50', 500_050],
  ['۵۰۰۰', 500_000],
  ['0', 0],
])('an amount typed as %s is %i paisa', (typed, paisa) => {
  expect(readRupees(typed)).toBe(paisa);
});

test.each(['', '-5', '5000.505', 'five', '1e3', '12345678901'])('%s is no amount', (typed) => {
  expect(readRupees(typed)).toBeUndefined();
});

test('amounts, days and times read alike in both languages, digits always left-to-right', () => {
  expect(formatRupees(988_000, 'en')).toBe('Rs 9,880');
  expect(formatRupees(988_050, 'en')).toBe('Rs 9,880.50');
  expect(formatRupees(988_000, 'ur')).toBe(`${isolate('9,880', 'ur')} روپے`);
  expect(formatDay('2026-11-21')).toBe('21-11-2026');
});

test('a moment is shown by the clock of the centre', () => {
  expect(formatSecond('2026-11-21T19:05:09.120Z')).toBe('00:05:09');
});

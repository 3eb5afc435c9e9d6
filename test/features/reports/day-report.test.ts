import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayReport } from '../../../src-main/features/reports/day-report.ts';
import { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { BUSY_DAY, busyDay } from './busy-day.ts';
import { ReportDesk } from './report-desk.ts';

let desk: ReportDesk;
beforeEach(() => {
  desk = new ReportDesk();
});
afterEach(() => desk.close());

const rs = (rupees: number) => rupees * 100;

test('each act counts for who did it, on the day it was at the centre', () => {
  busyDay(desk);
  const report = dayReport(desk.counter, BUSY_DAY);
  const work = { opened: 3, submitted: 4, returned: 1, approved: 2, cardsGood: 1, cardsSpoiled: 1, handedOver: 1 };
  expect(report.work).toEqual(work);
  expect(report.byService).toEqual([{ service: 'new', title: { en: 'New licences', ur: 'نئے لائسنس' }, ...work }]);
  const none = { opened: 0, submitted: 0, returned: 0, approved: 0, cardsGood: 0, cardsSpoiled: 0, handedOver: 0 };
  const [bano, ali, khan] = [
    { staffId: 'op-1', nameEn: 'Gul Bano', nameUr: 'گل بانو' },
    { staffId: 'op-2', nameEn: 'Sher Ali', nameUr: 'شیر علی' },
    { staffId: 'sup-1', nameEn: 'Karim Khan', nameUr: 'کریم خان' },
  ];
  expect(report.byOperator).toEqual([
    { ...none, ...bano, opened: 2, submitted: 3, cardsGood: 1, cardsSpoiled: 1, taken: rs(7380 + 2130) },
    { ...none, ...ali, opened: 1, submitted: 1, handedOver: 1, taken: rs(6180) },
    { ...none, ...khan, returned: 1, approved: 2, taken: 0 },
  ]);
  expect(DayReport.parse(report)).toEqual(report);
});

test('an application for two categories counts in both; one opened the day before counts there', () => {
  busyDay(desk);
  expect(dayReport(desk.counter, BUSY_DAY).byCategory).toEqual([
    { category: 'motorcycle', opened: 1, approved: 1 },
    { category: 'rickshaw', opened: 1, approved: 0 },
    { category: 'car', opened: 2, approved: 2 },
  ]);
  expect(dayReport(desk.counter, '2026-11-20').byCategory).toEqual([{ category: 'psv', opened: 1, approved: 0 }]);
});

test('money adds up by way of payment and by head', () => {
  busyDay(desk);
  // Car, 5 years at 1350; motorcycle and car, 3 years at 500 and 1350; PSV, 1 year at 1500; each 480 and 150 on top.
  const { money } = dayReport(desk.counter, BUSY_DAY);
  const { byHead, ...sums } = money;
  expect(byHead.map(({ label }) => label.en)).toEqual([
    'Licence fee, Motorcycle',
    'Licence fee, Motor car or jeep',
    'Licence fee, PSV, public service',
    'Courier',
    'Test',
  ]);
  expect({ ...sums, byHead: byHead.map(({ code, category, amount }) => ({ code, category, amount })) }).toEqual({
    receipts: 3,
    total: rs(15_690),
    byMethod: [
      { method: 'cash', receipts: 1, amount: rs(7380) },
      { method: 'bank', receipts: 1, amount: rs(6180) },
      { method: 'psid', receipts: 1, amount: rs(2130) },
    ],
    byHead: [
      { code: 'licence', category: 'motorcycle', amount: rs(1500) },
      { code: 'licence', category: 'car', amount: rs(10_800) },
      { code: 'licence', category: 'psv', amount: rs(1500) },
      { code: 'courier', category: null, amount: rs(1440) },
      { code: 'test', category: null, amount: rs(450) },
    ],
  });
  expect(dayReport(desk.counter, '2026-11-22').money).toMatchObject({ receipts: 1, total: rs(1630) });
});

test('blank cards close at what opened and came, less what was printed and spoiled', () => {
  busyDay(desk);
  const cards = { opening: 100, received: 50, printed: 1, spoiled: 1, closing: 148 };
  expect(dayReport(desk.counter, BUSY_DAY).cards).toEqual({ day: BUSY_DAY, ...cards });
});

test("replay counts the day's own entries; what central could not apply did not happen", () => {
  busyDay(desk);
  const { from, until } = { from: '2026-11-20T19:00:00.000Z', until: '2026-11-21T19:00:00.000Z' };
  const today = desk.entries.filter((entry) => entry.at >= from && entry.at < until);
  expect(dayReport(desk.counter, BUSY_DAY).replay).toEqual({
    entries: today.length,
    confirmed: 0,
    waiting: today.length,
    exceptions: 0,
  });
  const opened = desk.entries.findIndex((entry) => entry.type === 'person.recorded');
  // The day before's two entries of one person, then all of the day up to the last approval.
  const refused = today.findLast((entry) => entry.type === 'application.approved')!;
  const parked = today.find((entry) => entry.type === 'till.took')!;
  desk.settle(desk.entries.slice(0, opened + 2), 'applied');
  const others = today.filter((entry) => entry !== refused && entry !== parked);
  desk.settle(others, 'applied');
  desk.settle([parked], 'parked');
  desk.settle([refused], 'exception');
  const report = dayReport(desk.counter, BUSY_DAY);
  expect(report.replay).toEqual({ entries: today.length, confirmed: today.length - 2, waiting: 1, exceptions: 1 });
  expect(report.work).toMatchObject({ opened: 3, approved: 1 });
  expect(report.money.receipts).toBe(3);
  // Rejected for good it counts as little.
  desk.settle([refused], 'rejected');
  expect(dayReport(desk.counter, BUSY_DAY)).toMatchObject({ replay: report.replay, work: report.work });
});

test('a quiet day is all zeros, every way of payment is named, and blanks carry over', () => {
  busyDay(desk);
  desk.at('2026-11-25 09:00');
  const report = dayReport(desk.counter, '2026-11-24');
  expect(report.work).toEqual(dayReport(desk.counter, '2020-01-01').work);
  expect(Object.values(report.work).every((figure) => figure === 0)).toBe(true);
  expect(report.byOperator).toEqual([]);
  expect(report.money.byMethod.map((each) => [each.method, each.amount])).toEqual([
    ['cash', 0],
    ['bank', 0],
    ['psid', 0],
  ]);
  expect(report.cards).toMatchObject({ opening: 148, closing: 148 });
  expect(report.replay).toEqual({ entries: 0, confirmed: 0, waiting: 0, exceptions: 0 });
});

test('a day that has not begun at the centre is refused; one that has begun a minute ago is not', () => {
  desk.at('2026-11-21 23:59');
  expect(() => dayReport(desk.counter, '2026-11-22')).toThrow('report.badDay');
  desk.at('2026-11-22 00:00');
  expect(dayReport(desk.counter, '2026-11-22').day).toBe('2026-11-22');
});

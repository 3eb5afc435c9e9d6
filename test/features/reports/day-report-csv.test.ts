import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayReportCsv } from '../../../src-main/features/reports/day-report-csv.ts';
import { dayReport } from '../../../src-main/features/reports/day-report.ts';
import { readCsv } from '../../support/read-csv.ts';
import { BUSY_DAY, busyDay } from './busy-day.ts';
import { ReportDesk } from './report-desk.ts';

let desk: ReportDesk;
beforeEach(() => {
  desk = new ReportDesk();
  busyDay(desk);
});
afterEach(() => desk.close());

/** The records of one section, without its name and the empty fields at their ends. */
function section(text: string, title: string): string[][] {
  const own = readCsv(text.slice(1)).filter(([name]) => name === title);
  return own.map((record) => record.slice(1, record.findLastIndex((field) => field !== '') + 1));
}

test('the file says the same figures as the report, each record under its section', () => {
  desk.at('2026-11-22 08:00');
  const text = dayReportCsv(dayReport(desk.counter, BUSY_DAY), 'en');
  expect(section(text, 'Daily report of the counter')).toEqual([
    ['Item', 'Value'],
    ['Date', BUSY_DAY],
    ['Centre', 'Gilgit'],
    ['Counter', '2'],
    ['Reference', 'DR/GLT-2-1/20261121'],
    ['Figures as of', '2026-11-22 08:00'],
    ['Day closed', 'not yet: the figures can still change'],
  ]);
  const work = ['Opened', 'Submitted', 'Returned', 'Approved', 'Cards printed', 'Cards spoiled', 'Handed over'];
  expect(section(text, 'Work by service')).toEqual([
    ['Service', ...work],
    ['New licences', '3', '4', '1', '2', '1', '1', '1'],
    ['Total', '3', '4', '1', '2', '1', '1', '1'],
  ]);
  expect(section(text, 'Work by member of staff')).toEqual([
    ['Staff no.', 'Name', ...work, 'Fees taken (Rs)'],
    ['op-1', 'Gul Bano', '2', '3', '0', '0', '1', '1', '0', '9510.00'],
    ['op-2', 'Sher Ali', '1', '1', '0', '0', '0', '0', '1', '6180.00'],
    ['sup-1', 'Karim Khan', '0', '0', '1', '2', '0', '0', '0', '0.00'],
  ]);
  expect(section(text, 'Fees by head').at(-1)).toEqual(['Total', '15690.00']);
  expect(section(text, 'Fees by way of payment')).toContainEqual(['Bank deposit', '1', '6180.00']);
  expect(section(text, 'Blank cards of the centre')[1]).toEqual(['100', '50', '1', '1', '148']);
  expect(section(text, 'Replay to central')[1]?.[0]).toBe('35');
});

test('an Urdu file has Urdu words and the same figures', () => {
  const text = dayReportCsv(dayReport(desk.counter, BUSY_DAY), 'ur');
  expect(section(text, 'کام بلحاظِ عملہ')[1]).toEqual(['op-1', 'گل بانو', '2', '3', '0', '0', '1', '1', '0', '9510.00']);
});

test('a name that a spreadsheet would run is shown, and a stock below nothing stays a number', () => {
  const report = dayReport(desk.counter, BUSY_DAY);
  const [first, ...rest] = report.byOperator;
  const hostile = { ...first!, nameEn: '=HYPERLINK("http://example.com","Gul, Bano")' };
  const cards = { ...report.cards, closing: -3 };
  const text = dayReportCsv({ ...report, byOperator: [hostile, ...rest], cards, practice: true }, 'en');
  expect(section(text, 'Work by member of staff')[1]?.[1]).toBe(`'${hostile.nameEn}`);
  expect(section(text, 'Blank cards of the centre')[1]?.at(-1)).toBe('-3');
  expect(section(text, 'Daily report of the counter')).toContainEqual([
    'PRACTICE',
    'Practice print. Not an official paper.',
  ]);
});

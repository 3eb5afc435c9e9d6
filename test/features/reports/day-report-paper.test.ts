import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayReportPaper } from '../../../src-main/features/reports/day-report-paper.ts';
import { dayReport } from '../../../src-main/features/reports/day-report.ts';
import { ChromiumPaper } from '../../../src-main/hosts/loopback/chromium-paper.ts';
import { traceLine } from '../../../src-main/papers/trace.ts';
import { findHead } from '../../../src-main/store/journal.ts';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { BUSY_DAY, busyDay } from './busy-day.ts';
import { ReportDesk, STREAM } from './report-desk.ts';

const printed = test.skipIf(!canPrint);
const papers = new ChromiumPaper();
const noto = ['NotoNastaliqUrdu-Bold', 'NotoNastaliqUrdu-Regular', 'NotoSans-Bold', 'NotoSans-Regular'];

let desk: ReportDesk;
beforeEach(() => {
  desk = new ReportDesk();
  busyDay(desk);
  desk.at('2026-11-22 08:00');
});
afterEach(() => desk.close());

async function print(report: DayReport, language: 'en' | 'ur'): Promise<Uint8Array> {
  return papers.toPdf(await dayReportPaper(report, { language, trace: traceLine(desk.counter, language) }));
}

printed('a busy day is one A4 page with every figure, the signatures and where it came from', async () => {
  const pdf = await print(dayReport(desk.counter, BUSY_DAY), 'en');
  readPdf(pdf, (read) => {
    const { text } = read;
    expect(read.info('Pages')).toBe('1');
    expect(read.info('Page size')).toContain('(A4)');
    expect(read.info('Title')).toBe('Daily report of the counter 2026-11-21 GLT-2-1');
    expect(text).toContain('Licensing Centre Gilgit');
    expect(text).toContain('Saturday, 21 November 2026');
    expect(text).toContain('New licences 3 4 1 2 1 1 1 Total 3 4 1 2 1 1 1');
    expect(text).toContain('Gul Bano op-1 2 3 0 0 1 1 0 9,510.00');
    expect(text).toContain('Total 15,690.00');
    expect(text).toContain('100 50 1 1 148');
    expect(text).toContain('Supervisor');
    const { seq, hash } = findHead(desk.counter.store, STREAM);
    const trace = `Made 2026-11-22 08:00 · Parwana 0.1.0 · journal GLT-2-1, entry ${seq}, ${hash.slice(0, 16)}`;
    expect(text).toContain(`${trace} Page 1 of 1`);
    expect(text).not.toContain('PRACTICE');
    expect(read.redness).toBe(0);
    expect(read.fonts).toEqual(['NotoSans-Bold', 'NotoSans-Regular']);
  });
});

printed('in Urdu it is one page too, set in Nastaliq with western digits from left to right', async () => {
  const pdf = await print(dayReport(desk.counter, BUSY_DAY), 'ur');
  readPdf(pdf, (read) => {
    expect(read.info('Pages')).toBe('1');
    for (const figure of ['9,510.00', '15,690.00', '148', '2026-11-22 08:00', 'DR/GLT-2-1/20261121']) {
      expect(read.text).toContain(figure);
    }
    expect(read.fonts).toEqual(noto);
  });
});

printed('a day without work says so, and a practice print says what it is, in both languages', async () => {
  const report = { ...dayReport(desk.counter, '2026-11-19'), practice: true };
  for (const language of ['en', 'ur'] as const) {
    readPdf(await print(report, language), (read) => {
      expect(read.info('Pages')).toBe('1');
      if (language === 'en') expect(read.text).toMatch(/PRACTICE.*Nil.*Nil/);
      expect(read.redness).toBeGreaterThan(0.01);
    });
  }
});

printed('a day of many people runs on to a page that holds the signatures', async () => {
  const report = dayReport(desk.counter, BUSY_DAY);
  const [someone] = report.byOperator;
  const byOperator = Array.from({ length: 25 }, (_, index) => ({ ...someone!, nameEn: `Person number ${index}` }));
  readPdf(await print({ ...report, byOperator }, 'en'), (read) => {
    expect(read.info('Pages')).toBe('2');
    const end = read.text.slice(read.text.indexOf('Page 1 of 2'));
    expect(end).toMatch(/Blank cards of the centre.*Supervisor.*Page 2 of 2/);
  });
});

printed('a hostile name is printed as it is stored', async () => {
  const report = dayReport(desk.counter, BUSY_DAY);
  const [someone] = report.byOperator;
  const nameEn = `<script>x</script> "A" & 'B' \u202Eodd`;
  readPdf(await print({ ...report, byOperator: [{ ...someone!, nameEn }] }, 'en'), (read) => {
    expect(read.text).toMatch(/<script>x<\/script> "A".*& 'B' odd/);
    expect(read.info('JavaScript')).toBe('no');
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { receiptPaper } from '../../../src-main/features/till/receipt-paper.ts';
import { viewReceipt } from '../../../src-main/features/till/view-receipt.ts';
import { ChromiumPaper } from '../../../src-main/hosts/loopback/chromium-paper.ts';
import type { Counter } from '../../../src-main/counter.ts';
import type { ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { ReportDesk } from '../reports/report-desk.ts';

const printed = test.skipIf(!canPrint);
const papers = new ChromiumPaper();

let desk: ReportDesk;
let receipt: ReceiptView;
beforeEach(() => {
  desk = new ReportDesk();
  const applicant = desk.at('2026-11-21 23:30').open('op-1', ['motorcycle', 'car', 'psv'], 10);
  receipt = viewReceipt(desk.counter, desk.complete('op-1', applicant, 'cash'));
});
afterEach(() => desk.close());

async function print(language: 'en' | 'ur', counter: Counter = desk.counter): Promise<Uint8Array> {
  return papers.toPdf(await receiptPaper(counter, receipt, { language }));
}

printed('a receipt is one A5 page with who paid what for what, under which rules', async () => {
  readPdf(await print('en'), (read) => {
    expect(read.info('Pages')).toBe('1');
    expect(read.info('Page size')).toContain('(A5)');
    const { text } = read;
    expect(text).toContain(`Receipt no. ${receipt.receiptNumber}`);
    // Half past eleven in the evening at the centre.
    expect(text).toContain('Date and time 2026-11-21 23:30');
    expect(text).toContain('CNIC 71103-0000001-1');
    expect(text).toContain('Sample Person');
    expect(text).toMatch(/Motorcycle.*per year 10 500\.00 5,000\.00/);
    expect(text).toContain('Courier 1 480.00 480.00');
    // 10 x (500 + 1350 + 1500) + 480 + 150, paid with 500 more than that.
    expect(text).toMatch(/Total 34,130\.00/);
    expect(text).toContain('Given 34,630.00 Returned 500.00');
    expect(text).toContain('Cash Cashier Gul Bano (op-1)');
    expect(text).toContain('rules sample-2025-02: Sample after the February 2025 counter totals');
    expect(read.redness).toBe(0);
  });
});

printed('in Urdu it is one page too, with both of the names', async () => {
  readPdf(await print('ur'), (read) => {
    expect(read.info('Pages')).toBe('1');
    expect(read.text).toContain('34,130.00');
    expect(read.text).toContain('Sample Person');
    expect(read.fonts).toContain('NotoNastaliqUrdu-Regular');
  });
});

printed('in practice mode the receipt bears the mark', async () => {
  const practice = { ...desk.counter, practice: {} } as Counter;
  readPdf(await print('en', practice), (read) => {
    expect(read.text).toContain('PRACTICE. Practice print. Not an official paper.');
    expect(read.redness).toBeGreaterThan(0.01);
    expect(read.info('Pages')).toBe('1');
  });
});

test('it is provisional until central has applied its entry, also while that is parked', async () => {
  const provisional = 'Provisional: recorded at this counter and not yet confirmed by central.';
  const confirmed = 'Confirmed by central.';
  const took = desk.entries.filter((entry) => entry.type === 'till.took');
  const page = () => receiptPaper(desk.counter, receipt, { language: 'en' });
  expect(await page()).toContain(provisional);
  desk.settle(took, 'parked');
  expect(await page()).toContain(provisional);
  desk.settle(took, 'applied');
  expect(await page()).toContain(confirmed);
  expect(await page()).not.toContain(provisional);
});

test('names are text on the page, whatever they hold', async () => {
  const nameEn = `<img src=x onerror="x">\u202E'`;
  const page = await receiptPaper(desk.counter, { ...receipt, nameEn }, { language: 'en' });
  expect(page).toContain('<bdi>&lt;img src=x onerror=&quot;x&quot;&gt;&#39;</bdi>');
});

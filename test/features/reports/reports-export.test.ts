import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyJournal } from '../../../src-main/store/verify.ts';
import type { JournalRow } from '../../../src-main/store/tables.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import { startTestCounter, STREAM, type TestCounter } from '../../support/counter.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { readCsv } from '../../support/read-csv.ts';

let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter();
  await counter.signIn('supervisor-1');
});
afterAll(() => counter.stop());

const today = () => dayOf(new Date().toISOString());
const tomorrow = () => dayOf(new Date(Date.now() + 86_400_000).toISOString());

function exports(): JournalRow[] {
  const { store } = counter.core.counter;
  return store.all(store.sql.selectFrom('journal').selectAll().where('type', '=', 'report.exported').orderBy('seq'));
}

async function exported(format: 'pdf' | 'csv', language: 'en' | 'ur') {
  const before = exports().length;
  const reply = await counter.client.reports.export({ day: today(), format, language });
  const bytes = new Uint8Array(await reply.file.arrayBuffer());
  expect(exports()).toHaveLength(before + 1);
  return { ...reply, bytes, entry: exports().at(-1)! };
}

test.for([
  ['csv', 'en'],
  ['csv', 'ur'],
  ['pdf', 'en'],
  ['pdf', 'ur'],
] as const)(
  'a %s in %s is an entry whose hash and size are those of the file',
  async ([format, language], { skip }) => {
    if (format === 'pdf' && !canPrint) skip();
    const { bytes, sha256, fileName, file, entry } = await exported(format, language);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(JSON.parse(entry.body)).toEqual({ day: today(), format, language, sha256, size: bytes.length });
    expect(entry).toMatchObject({ subject: `reports:${STREAM}:${today()}`, actor: 'supervisor-1', role: 'supervisor' });
    // The counter of the tests runs in practice mode.
    expect(fileName).toBe(`practice-${STREAM}-${today()}-${language}.${format}`);
    expect(file.type).toBe(format === 'pdf' ? 'application/pdf' : 'text/csv;charset=utf-8');
    if (format === 'csv')
      expect(readCsv(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).slice(1))[0]?.length).toBe(11);
    else expect(readPdf(bytes, (read) => read.info('Pages'))).toBe('1');
    expect(verifyJournal(counter.core.counter.store).breaks).toEqual([]);
  },
);

test('an export is the journal row it is listed by, and counts among the entries of its day', async () => {
  const { entry } = await exported('csv', 'en');
  const { store } = counter.core.counter;
  const row = store.get(store.sql.selectFrom('report_export').selectAll().where('entry_id', '=', entry.id));
  expect(row).toMatchObject({ day: today(), format: 'csv', exported_by: 'supervisor-1' });
  const { replay } = await counter.client.reports.day({ day: today() });
  expect(replay).toMatchObject({ entries: exports().length, waiting: exports().length });
});

test('a day that has not begun is refused, and leaves no entry', async () => {
  const before = exports().length;
  const asked = { day: tomorrow(), format: 'csv', language: 'en' } as const;
  await expect(counter.client.reports.export(asked)).rejects.toMatchObject({ data: { code: 'report.badDay' } });
  await expect(counter.client.reports.day({ day: tomorrow() })).rejects.toMatchObject({
    data: { code: 'report.badDay' },
  });
  expect(exports()).toHaveLength(before);
});

test('without a browser a PDF is refused by name and leaves no entry; CSV works', async () => {
  const before = process.env['PARWANA_BROWSER'];
  const entries = exports().length;
  process.env['PARWANA_BROWSER'] = '/nonexistent/browser';
  try {
    const asked = { day: today(), language: 'en' } as const;
    const pdf = counter.client.reports.export({ ...asked, format: 'pdf' });
    await expect(pdf).rejects.toMatchObject({ data: { code: 'report.rendererMissing' } });
    expect(exports()).toHaveLength(entries);
    await counter.client.reports.export({ ...asked, format: 'csv' });
    expect(exports()).toHaveLength(entries + 1);
  } finally {
    if (before === undefined) delete process.env['PARWANA_BROWSER'];
    else process.env['PARWANA_BROWSER'] = before;
  }
});

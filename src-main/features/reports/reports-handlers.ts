import { createHash } from 'node:crypto';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { Sha256 } from '../../../src-shared/ids.ts';
import { reportsSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { traceLine } from '../../papers/trace.ts';
import { actAs } from '../act.ts';
import { handlers } from '../handlers.ts';
import { dayReportCsv } from './day-report-csv.ts';
import { dayReportPaper } from './day-report-paper.ts';
import { dayReport } from './day-report.ts';

export const reports = handlers.reports.router({
  day: handlers.reports.day.handler(({ input, context: { counter } }) => dayReport(counter, input.day)),

  export: handlers.reports.export.handler(async ({ input, context: { counter } }) => {
    const { day, format, language } = input;
    const { stream } = counter.identity.place;
    // Whoever asked answers for it, also when the PC changed hands while the file was made.
    const { actor } = counter.session;
    const report = dayReport(counter, day);
    const { bytes, type } = await (format === 'pdf' ? pdf : table)(counter, report, language);
    const sha256 = Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
    const data = { day, format, language, sha256, size: bytes.length };
    actAs(counter, actor, [{ type: 'report.exported', subject: reportsSubject(stream, day), data }]);
    return {
      fileName: `${report.practice ? 'practice' : 'parwana'}-${stream}-${day}-${language}.${format}`,
      sha256,
      file: new Blob([bytes], { type }),
    };
  }),
});

interface Rendered {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

async function pdf(counter: Counter, report: DayReport, language: Language): Promise<Rendered> {
  const page = await dayReportPaper(report, { language, trace: traceLine(counter, language) });
  return { bytes: new Uint8Array(await counter.papers.toPdf(page)), type: 'application/pdf' };
}

async function table(_counter: Counter, report: DayReport, language: Language): Promise<Rendered> {
  return { bytes: new TextEncoder().encode(dayReportCsv(report, language)), type: 'text/csv;charset=utf-8' };
}

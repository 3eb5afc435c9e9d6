import { categoryWords } from '../../../src-shared/card/card-words.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { centreTime } from '../../../src-shared/licensing/calendar.ts';
import { csv, type Cell } from '../../papers/csv.ts';
import { paperWords } from '../../papers/paper-words.ts';
import { noWork, type Work } from './day-acts.ts';
import { headName } from './head-name.ts';

/** Columns of work, in the order of every table. */
export const workColumns = Object.keys(noWork()) as readonly (keyof Work)[];

/** The report as a table file: the first field of every record names its section, the first record of a section its columns. */
export function dayReportCsv(report: DayReport, language: Language): string {
  const words = paperWords(language);
  const { report: text, work: workText } = words;
  const name = (named: { nameEn: string; nameUr: string }) => (language === 'ur' ? named.nameUr : named.nameEn);
  const workHeads = workColumns.map((column) => workText[column]);
  const figures = (work: Work): Cell[] => workColumns.map((column) => work[column]);
  const amount = (paisa: number): Cell => ({ paisa });
  const section = (title: string, heads: readonly Cell[], rows: readonly (readonly Cell[])[]): Cell[][] =>
    [heads, ...rows].map((row) => [title, ...row]);
  const { money, cards, replay } = report;
  return csv([
    ...section(
      text.title,
      [text.item, text.value],
      [
        [text.day, report.day],
        [text.centre, name(report.centre)],
        [text.counter, report.counter],
        [text.reference, reportReference(report)],
        [text.madeAt, centreTime(report.madeAt)],
        ...(report.practice ? [[words.practice, words.practiceLegend]] : []),
      ],
    ),
    ...section(
      text.service,
      [text.serviceName, ...workHeads],
      [
        ...report.byService.map((row) => [words.service[row.service], ...figures(row)]),
        [words.total, ...figures(report.work)],
      ],
    ),
    ...section(
      text.category,
      [text.categoryName, workText.opened, workText.approved],
      report.byCategory.map((row) => [categoryWords[row.category][language], row.opened, row.approved]),
    ),
    ...section(
      text.staff,
      [text.staffId, text.staffName, ...workHeads, text.taken],
      report.byOperator.map((row) => [row.staffId, name(row), ...figures(row), amount(row.taken)]),
    ),
    ...section(
      text.method,
      [text.methodName, text.receipts, words.amount],
      [
        ...money.byMethod.map((row) => [words.method[row.method], row.receipts, amount(row.amount)]),
        [words.total, money.receipts, amount(money.total)],
      ],
    ),
    ...section(
      text.head,
      [text.headName, words.amount],
      [...money.byHead.map((row) => [headName(row, language), amount(row.amount)]), [words.total, amount(money.total)]],
    ),
    ...section(
      text.cards,
      [text.opening, text.received, text.printed, text.spoiled, text.closing],
      [[cards.opening, cards.received, cards.printed, cards.spoiled, cards.closing]],
    ),
    ...section(
      text.replay,
      [text.entries, text.confirmed, text.waiting, text.exceptions],
      [[replay.entries, replay.confirmed, replay.waiting, replay.exceptions]],
    ),
  ]);
}

/** What the office files the report under, e.g. `DR/GLT-2-1/20261121`. */
export function reportReference({ stream, day }: Pick<DayReport, 'stream' | 'day'>): string {
  return `DR/${stream}/${day.replaceAll('-', '')}`;
}

import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { centreTime } from '../../../src-shared/licensing/calendar.ts';
import { csv, type Cell } from '../../papers/csv.ts';
import { speaker, type Say } from '../../papers/paper-words.ts';
import { noWork, type Work } from './day-acts.ts';

/** Columns of work, in the order of every table. */
export const workColumns = Object.keys(noWork()) as readonly (keyof Work)[];

/** Figures of the card account with their texts, in the order of every table. */
const accountColumns = [
  ['good', 'paper.report.good'],
  ['spoiled', 'paper.report.spoiled'],
  ['service', 'paper.report.serviceCards'],
  ['open', 'paper.report.open'],
  ['unexplained', 'paper.report.unexplained'],
] as const;

/** The report as a table file: the first field of every record names its section, the first record of a section its columns. */
export function dayReportCsv(report: DayReport, language: Language): string {
  const say = speaker(language);
  const name = (named: { nameEn: string; nameUr: string }) => (language === 'ur' ? named.nameUr : named.nameEn);
  const workHeads = workColumns.map((column) => say(`paper.work.${column}`));
  const figures = (work: Work): Cell[] => workColumns.map((column) => work[column]);
  const amount = (paisa: number): Cell => ({ paisa });
  const section = (title: string, heads: readonly Cell[], rows: readonly (readonly Cell[])[]): Cell[][] =>
    [heads, ...rows].map((row) => [title, ...row]);
  const { money, cards, cardAccount: account, replay } = report;
  return csv([
    ...section(
      say('paper.report.title'),
      [say('paper.report.item'), say('paper.report.value')],
      [
        [say('paper.report.day'), report.day],
        [say('paper.report.centre'), name(report.centre)],
        [say('paper.report.counter'), report.counter],
        [say('paper.report.reference'), reportReference(report)],
        [say('paper.report.madeAt'), centreTime(report.madeAt)],
        ...closeRows(report, say),
        ...(report.practice ? [[say('paper.practice'), say('paper.practiceLegend')]] : []),
      ],
    ),
    ...section(
      say('paper.report.service'),
      [say('paper.report.serviceName'), ...workHeads],
      [
        ...report.byService.map((row) => [row.title[say.language], ...figures(row)]),
        [say('paper.total'), ...figures(report.work)],
      ],
    ),
    ...section(
      say('paper.report.category'),
      [say('paper.report.categoryName'), say('paper.work.opened'), say('paper.work.approved')],
      report.byCategory.map((row) => [say(`category.${row.category}`), row.opened, row.approved]),
    ),
    ...section(
      say('paper.report.staff'),
      [say('paper.report.staffId'), say('paper.report.staffName'), ...workHeads, say('paper.report.taken')],
      report.byOperator.map((row) => [row.staffId, name(row), ...figures(row), amount(row.taken)]),
    ),
    ...section(
      say('paper.report.method'),
      [say('paper.report.methodName'), say('paper.report.receipts'), say('paper.amount')],
      [
        ...money.byMethod.map((row) => [say(`method.${row.method}`), row.receipts, amount(row.amount)]),
        [say('paper.total'), money.receipts, amount(money.total)],
      ],
    ),
    ...section(
      say('paper.report.head'),
      [say('paper.report.headName'), say('paper.amount')],
      [
        ...money.byHead.map((row) => [row.label[say.language], amount(row.amount)]),
        [say('paper.total'), amount(money.total)],
      ],
    ),
    ...tillSections(report, language),
    ...section(
      say('paper.report.cards'),
      [
        say('paper.report.opening'),
        say('paper.report.received'),
        say('paper.report.printed'),
        say('paper.report.spoiled'),
        say('paper.report.closing'),
      ],
      [[cards.opening, cards.received, cards.printed, cards.spoiled, cards.closing]],
    ),
    ...section(
      say('paper.report.accountTitle'),
      [say('paper.report.printerName'), ...accountColumns.map(([, head]) => say(head))],
      [
        ...account.printers.map((row) => [row.serial, ...accountColumns.map(([column]) => row[column])]),
        [say('paper.total'), ...accountColumns.map(([column]) => account.total[column])],
      ],
    ),
    ...section(
      say('paper.report.accountTitle'),
      [say('paper.report.item'), say('paper.report.value')],
      [
        [say('paper.report.difference'), account.difference],
        [say('paper.report.stillUnexplained'), account.stillUnexplained],
      ],
    ),
    ...section(
      say('paper.report.replay'),
      [
        say('paper.report.entries'),
        say('paper.report.confirmed'),
        say('paper.report.waiting'),
        say('paper.report.exceptions'),
      ],
      [[replay.entries, replay.confirmed, replay.waiting, replay.exceptions]],
    ),
  ]);
}

/** Whether the day is closed, and by whom. */
function closeRows({ till: { close } }: DayReport, say: Say): Cell[][] {
  if (close === null) return [[say('paper.report.close'), say('paper.report.notClosed')]];
  const by = `${centreTime(close.closedAt)} ${close.closedBy}`;
  const again = close.stage === 'reopened' ? [[say('paper.report.reopened'), close.reason ?? '']] : [];
  return [[say('paper.report.close'), by], ...again];
}

function tillSections({ till }: DayReport, language: Language): Cell[][] {
  const say = speaker(language);
  const paisa = (value: number | null): Cell => (value === null ? '' : { paisa: value });
  const shifts = till.shifts.map((each) => [
    each.operator,
    language === 'ur' ? each.nameUr : each.nameEn,
    paisa(each.float),
    paisa(each.expected),
    paisa(each.counted),
    paisa(each.variance),
    each.reason ?? '',
    each.signedBy ?? '',
  ]);
  const back = till.back.map((each) => [
    each.receiptNumber,
    say(`till.refundKind.${each.kind}`),
    say(`method.${each.method}`),
    paisa(each.amount),
    each.reason,
    each.agreedBy,
    each.paidBy,
  ]);
  const heads = (...names: readonly TillHead[]) => names.map((name) => say(`paper.report.${name}`));
  const shiftHeads = heads('staffId', 'staffName', 'float', 'expected', 'counted', 'variance', 'reason', 'signedBy');
  const backHeads = heads('receiptNo', 'what', 'methodName', 'backAmount', 'reason', 'agreedBy', 'paidBy');
  return [
    ...[shiftHeads, ...shifts].map((row) => [say('paper.report.shifts'), ...row]),
    ...[backHeads, ...back].map((row) => [say('paper.report.back'), ...row]),
  ];
}

type TillHead =
  | ('staffId' | 'staffName' | 'float' | 'expected' | 'counted' | 'variance' | 'reason' | 'signedBy')
  | ('receiptNo' | 'what' | 'methodName' | 'backAmount' | 'agreedBy' | 'paidBy');

/** What the office files the report under, e.g. `DR/GLT-2-1/20261121`. */
export function reportReference({ stream, day }: Pick<DayReport, 'stream' | 'day'>): string {
  return `DR/${stream}/${day.replaceAll('-', '')}`;
}

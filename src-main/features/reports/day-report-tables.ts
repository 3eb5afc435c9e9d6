import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { html, type Html } from '../../papers/html.ts';
import { paperTable, type Column } from '../../papers/paper-table.ts';
import { code, groupedRupees, typed, type Say } from '../../papers/paper-words.ts';
import type { Work } from './day-acts.ts';
import { workColumns } from './day-report-csv.ts';

type Row<Table extends 'byService' | 'byCategory' | 'byOperator'> = DayReport[Table][number];
type MoneyRow<Table extends 'byMethod' | 'byHead'> = DayReport['money'][Table][number];

export function serviceTable({ byService, work }: DayReport, say: Say): Html {
  const name: Column<Row<'byService'>> = {
    head: say('paper.report.serviceName'),
    cell: (row) => row.title[say.language],
  };
  return paperTable(say, [name, ...workFigures(say)], {
    rows: byService,
    total: [say('paper.total'), ...figuresOf(work)],
  });
}

/** `nameOf` gives the name in the language of the paper; the staff number stays when a name is spelled anew. */
export function staffTable(
  { byOperator, work, money }: DayReport,
  say: Say,
  nameOf: (row: Row<'byOperator'>) => string,
): Html {
  const columns: Column<Row<'byOperator'>>[] = [
    {
      head: say('paper.report.staffName'),
      cell: (row) => html`${typed(nameOf(row))} <small>${code(row.staffId)}</small>`,
    },
    ...workFigures(say),
    { head: say('paper.report.taken'), cell: (row) => groupedRupees(row.taken), figure: true },
  ];
  const total = [say('paper.total'), ...figuresOf(work), groupedRupees(money.total)];
  return paperTable(say, columns, byOperator.length === 0 ? { rows: [] } : { rows: byOperator, total });
}

export function categoryTable({ byCategory }: DayReport, say: Say): Html {
  const columns: Column<Row<'byCategory'>>[] = [
    { head: say('paper.report.categoryName'), cell: (row) => say(`category.${row.category}`) },
    { head: say('paper.work.opened'), cell: (row) => row.opened, figure: true },
    { head: say('paper.work.approved'), cell: (row) => row.approved, figure: true },
  ];
  return paperTable(say, columns, { rows: byCategory });
}

export function methodTable({ money }: DayReport, say: Say): Html {
  const columns: Column<MoneyRow<'byMethod'>>[] = [
    { head: say('paper.report.methodName'), cell: (row) => say(`method.${row.method}`) },
    { head: say('paper.report.receipts'), cell: (row) => row.receipts, figure: true },
    { head: say('paper.amount'), cell: (row) => groupedRupees(row.amount), figure: true },
  ];
  const total = [say('paper.total'), money.receipts, groupedRupees(money.total)];
  return paperTable(say, columns, { rows: money.byMethod, total });
}

export function headTable({ money }: DayReport, say: Say): Html {
  const columns: Column<MoneyRow<'byHead'>>[] = [
    { head: say('paper.report.headName'), cell: (row) => row.label[say.language] },
    { head: say('paper.amount'), cell: (row) => groupedRupees(row.amount), figure: true },
  ];
  return paperTable(say, columns, { rows: money.byHead, total: [say('paper.total'), groupedRupees(money.total)] });
}

/** One line a drawer: what it began with, what should be in it, what was counted. */
export function shiftTable({ till }: DayReport, say: Say): Html {
  const rupees = (value: number | null) => (value === null ? '–' : groupedRupees(value));
  const columns: Column<DayReport['till']['shifts'][number]>[] = [
    {
      head: say('paper.report.staffName'),
      cell: (row) =>
        html`${typed(say.language === 'ur' ? row.nameUr : row.nameEn)}
        ${row.reason === null ? null : html`<small>${typed(row.reason)}</small>`}`,
    },
    { head: say('paper.report.float'), cell: (row) => rupees(row.float), figure: true },
    { head: say('paper.report.expected'), cell: (row) => rupees(row.expected), figure: true },
    { head: say('paper.report.counted'), cell: (row) => rupees(row.counted), figure: true },
    { head: say('paper.report.variance'), cell: (row) => rupees(row.variance), figure: true },
  ];
  return paperTable(say, columns, { rows: till.shifts });
}

/** Money that went back, with who agreed. */
export function backTable({ till }: DayReport, say: Say): Html {
  const columns: Column<DayReport['till']['back'][number]>[] = [
    {
      head: say('paper.report.receiptNo'),
      cell: (row) => html`${code(row.receiptNumber)} <small>${typed(row.reason)}</small>`,
    },
    { head: say('paper.report.what'), cell: (row) => say(`till.refundKind.${row.kind}`) },
    { head: say('paper.report.agreedBy'), cell: (row) => code(row.agreedBy) },
    { head: say('paper.amount'), cell: (row) => groupedRupees(row.amount), figure: true },
  ];
  const sum = till.back.reduce((all, { amount }) => all + amount, 0);
  return paperTable(say, columns, { rows: till.back, total: [say('paper.total'), null, null, groupedRupees(sum)] });
}

export function blanksTable({ cards }: DayReport, say: Say): Html {
  const names = ['opening', 'received', 'printed', 'spoiled', 'closing'] as const;
  return oneRow(
    say,
    names.map((name) => [say(`paper.report.${name}`), cards[name]]),
  );
}

export function replayTable({ replay }: DayReport, say: Say): Html {
  const names = ['entries', 'confirmed', 'waiting', 'exceptions'] as const;
  return oneRow(
    say,
    names.map((name) => [say(`paper.report.${name}`), replay[name]]),
  );
}

function oneRow(say: Say, figures: readonly (readonly [string, number])[]): Html {
  const columns = figures.map(([head, value]): Column<null> => ({ head, cell: () => value, figure: true }));
  return paperTable(say, columns, { rows: [null] });
}

function workFigures(say: Say): Column<Work>[] {
  return workColumns.map((column) => ({ head: say(`paper.work.${column}`), cell: (row) => row[column], figure: true }));
}

function figuresOf(work: Work): number[] {
  return workColumns.map((column) => work[column]);
}

import { catalogueRows } from './rows/catalogue-rows.ts';
import { checkRows } from './rows/check-rows.ts';
import { personRows } from './rows/person-rows.ts';
import { deviceRows } from './rows/device-rows.ts';
import { exceptionRows, recallRows } from './rows/exception-rows.ts';
import { leaseRows, reportRows, stockRows } from './rows/centre-rows.ts';
import { tillRows } from './rows/till-rows.ts';
import type { SubjectState } from './state.ts';
import type { LedgerTables, RowTable } from './tables.ts';

/** Rows of one subject by table; a table without rows is absent. */
export type RowSet = { readonly [Table in RowTable]?: readonly LedgerTables[Table][] };

/** What the tables show of a subject: a pure function of its state. */
export function rows(subject: string, state: SubjectState | undefined): RowSet {
  if (state === undefined) return {};
  switch (state.kind) {
    case 'person':
      return personRows(subject, state);
    case 'till':
      return tillRows(subject, state);
    case 'stock':
      return { stock_movement: stockRows(subject, state) };
    case 'lease':
      return { lease: leaseRows(subject, state) };
    case 'reports':
      return { report_export: reportRows(subject, state) };
    case 'devices':
      return deviceRows(subject, state);
    case 'exception':
      return { exception_case: exceptionRows(subject, state) };
    case 'recall':
      return { recall: recallRows(subject, state) };
    case 'catalogue':
      return { catalogue_version: catalogueRows(subject, state) };
    case 'checks':
      return { card_check: checkRows(subject, state) };
  }
}

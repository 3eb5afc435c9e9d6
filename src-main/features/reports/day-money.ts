import { z } from 'zod';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import type { Day, RulesVersion } from '../../../src-shared/ids.ts';
import type { RuleBooks } from '../../../src-shared/catalogue/rule-book.ts';
import { FeeLine, sumOf } from '../../../src-shared/catalogue/fee-line.ts';
import { PaymentMethod } from '../../../src-shared/catalogue/house-file.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
import type { Counter } from '../../counter.ts';

export type Money = DayReport['money'];

/** A receipt of the day with what the report needs of it; amounts in paisa. */
export interface DayReceipt {
  readonly takenBy: string;
  readonly method: string;
  readonly total: number;
  readonly rules: RulesVersion;
  readonly lines: readonly FeeLine[];
}

/** The receipts this counter's till gave on one day. */
export function dayReceipts({ store, identity }: Pick<Counter, 'store' | 'identity'>, day: Day): DayReceipt[] {
  const rows = store.all(
    store.sql
      .selectFrom('till_receipt')
      .select(['taken_by', 'method', 'total', 'rules', 'lines'])
      .where('day', '=', day)
      .where('stream', 'in', identity.streams),
  );
  return rows.map(({ taken_by: takenBy, method, total, rules, lines }) => ({
    takenBy,
    method,
    total,
    rules: rules as RulesVersion,
    lines: z.array(FeeLine).parse(JSON.parse(lines)),
  }));
}

/** What the receipts come to. Every way of payment is listed; heads only where money was taken. */
export function sumMoney(receipts: readonly DayReceipt[], rules: RuleBooks): Money {
  const byMethod = PaymentMethod.options.map((method) => {
    const paid = receipts.filter((each) => each.method === method);
    return { method, receipts: paid.length, amount: sumTotals(paid) };
  });
  const lines = receipts.flatMap((each) => each.lines.map((line) => ({ ...line, version: each.rules })));
  const codes = [...new Set(lines.map(({ code }) => code))];
  const byHead = codes.flatMap((code) =>
    [...Category.options, null].flatMap((category) => {
      const under = lines.filter((line) => line.code === code && line.category === category);
      const last = under.at(-1);
      return last === undefined
        ? []
        : [{ code, category, label: rules.labelOf(last.version, last), amount: sumOf(under) }];
    }),
  );
  return { receipts: receipts.length, total: sumTotals(receipts), byMethod, byHead };
}

export function sumTotals(receipts: readonly DayReceipt[]): number {
  return receipts.reduce((sum, each) => sum + each.total, 0);
}

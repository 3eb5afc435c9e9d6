import { z } from 'zod';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import type { Day } from '../../../src-shared/ids.ts';
import { FeeLine } from '../../../src-shared/licensing/fees.ts';
import { Category, PaymentMethod } from '../../../src-shared/licensing/rule-book.ts';
import type { Counter } from '../../counter.ts';

export type Money = DayReport['money'];

/** A receipt of the day with what the report needs of it; amounts in paisa. */
export interface DayReceipt {
  readonly takenBy: string;
  readonly method: string;
  readonly total: number;
  readonly lines: readonly FeeLine[];
}

/** The receipts this counter's till gave on one day. */
export function dayReceipts({ store, identity }: Pick<Counter, 'store' | 'identity'>, day: Day): DayReceipt[] {
  const rows = store.all(
    store.sql
      .selectFrom('till_receipt')
      .select(['taken_by', 'method', 'total', 'lines'])
      .where('day', '=', day)
      .where('stream', 'in', identity.streams),
  );
  return rows.map(({ taken_by: takenBy, method, total, lines }) => ({
    takenBy,
    method,
    total,
    lines: z.array(FeeLine).parse(JSON.parse(lines)),
  }));
}

/** What the receipts come to. Every way of payment is listed; heads only where money was taken. */
export function sumMoney(receipts: readonly DayReceipt[]): Money {
  const byMethod = PaymentMethod.options.map((method) => {
    const paid = receipts.filter((each) => each.method === method);
    return { method, receipts: paid.length, amount: sumTotals(paid) };
  });
  const lines = receipts.flatMap((each) => each.lines);
  const byHead = FeeLine.shape.code.options.flatMap((code) =>
    [...Category.options, null].flatMap((category) => {
      const under = lines.filter((line) => line.code === code && line.category === category);
      const amount = under.reduce((sum, line) => sum + line.amount, 0);
      return under.length === 0 ? [] : [{ code, category, amount }];
    }),
  );
  return { receipts: receipts.length, total: sumTotals(receipts), byMethod, byHead };
}

export function sumTotals(receipts: readonly DayReceipt[]): number {
  return receipts.reduce((sum, each) => sum + each.total, 0);
}

import type { ReceiptNumber } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { findSubject } from '../../store/subjects.ts';

/** Has central applied the entry of this fee receipt? Another counter's came from central and is confirmed. */
export function receiptStanding({ store }: Counter, receiptNumber: ReceiptNumber): 'provisional' | 'confirmed' {
  const row = store.get(
    store.sql.selectFrom('till_receipt').select('subject').where('receipt_number', '=', receiptNumber),
  );
  const till = row === undefined ? undefined : findSubject(store, row.subject as Parameters<typeof findSubject>[1]);
  const given = till?.kind === 'till' ? till.receipts.find((each) => each.receiptNumber === receiptNumber) : undefined;
  const own = store.get(
    store.sql
      .selectFrom('journal')
      .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
      .select('receipt.status')
      .where('journal.id', '=', given?.deed.entry ?? ''),
  );
  return own === undefined || own.status === 'applied' ? 'confirmed' : 'provisional';
}

import { z } from 'zod';
import { FeeLine, type FeeQuote } from '../../../src-shared/catalogue/fee-line.ts';
import type { FeeLineView, ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import { Cnic, type ReceiptNumber, type RulesVersion } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { findPerson } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';

/** Lines with their names, as the version they were quoted under has them. */
export function named({ rules: known }: Counter, { rules, lines }: Pick<FeeQuote, 'rules' | 'lines'>): FeeLineView[] {
  return lines.map((line) => ({ ...line, label: known.labelOf(rules, line) }));
}

/** Refuses with `application.unknown` for a receipt nobody here knows. */
export function viewReceipt(counter: Counter, receiptNumber: ReceiptNumber): ReceiptView {
  const { store } = counter;
  const row = store.get(store.sql.selectFrom('till_receipt').selectAll().where('receipt_number', '=', receiptNumber));
  if (row === undefined) return deny('application.unknown');
  return {
    receiptNumber,
    applicationId: row.application_id as ReceiptView['applicationId'],
    ...payerOf(counter, receiptNumber),
    rules: row.rules as ReceiptView['rules'],
    lines: named(counter, { rules: row.rules as RulesVersion, lines: z.array(FeeLine).parse(JSON.parse(row.lines)) }),
    total: row.total,
    tendered: row.tendered,
    change: row.tendered - row.total,
    method: row.method as ReceiptView['method'],
    reference: row.reference,
    takenAt: row.taken_at,
    takenBy: row.taken_by as ReceiptView['takenBy'],
    printed: row.printed,
    refund: refundOf(counter, receiptNumber),
  };
}

/** Money of a receipt that was asked back last. */
function refundOf({ store }: Counter, receiptNumber: ReceiptNumber): ReceiptView['refund'] {
  const all = store.sql.selectFrom('till_refund').select(['kind', 'stage']).where('receipt_number', '=', receiptNumber);
  const last = store.get(all.orderBy('asked_at', 'desc').limit(1));
  return last === undefined ? null : (last as NonNullable<ReceiptView['refund']>);
}

/**
 * Who paid. A receipt stands also when central rejected the application it was given for, and then tells to
 * whom the money goes back: the journal knows that. Names are empty where those were rejected as well.
 */
export function payerOf(
  counter: Counter,
  receiptNumber: ReceiptNumber,
): Pick<ReceiptView, 'cnic' | 'nameEn' | 'nameUr'> {
  const { store } = counter;
  const applied = store.sql
    .selectFrom('application')
    .innerJoin('till_receipt', 'till_receipt.application_id', 'application.id')
    .select('application.subject')
    .where('till_receipt.receipt_number', '=', receiptNumber);
  const paid = store.sql.selectFrom('journal').select('subject').where('type', '=', 'application.feePaid');
  const written = paid.where('body', 'like', `%"${receiptNumber}"%`).limit(1);
  const { subject = '' } = store.get(applied) ?? store.get(written) ?? {};
  const cnic = Cnic.safeParse(subject.slice('person:'.length));
  if (!cnic.success) return deny('application.unknown');
  const person = findPerson(counter, cnic.data)?.person;
  return { cnic: cnic.data, nameEn: person?.nameEn ?? '', nameUr: person?.nameUr ?? '' };
}

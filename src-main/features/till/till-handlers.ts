import { z } from 'zod';
import { FeeLine, type FeeQuote } from '../../../src-shared/catalogue/fee-line.ts';
import type { FeeLineView, ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import { Cnic, ReceiptNumber, type ApplicationId, type RulesVersion } from '../../../src-shared/ids.ts';
import { personSubject, tillSubject } from '../../../src-shared/ledger/subjects.ts';
import { quoteService } from '../../../src-shared/catalogue/quote-service.ts';
import { circumstancesOf } from '../../../src-shared/ledger/steps.ts';
import type { Counter } from '../../counter.ts';
import { act } from '../act.ts';
import { findPerson, getApplication, today, type Found } from '../applications/find-application.ts';
import { deny, handlers, must } from '../handlers.ts';
import { receiptPaper } from './receipt-paper.ts';

export const till = handlers.till.router({
  quote: handlers.till.quote.handler(({ input, context: { counter } }) => {
    const { rules, lines, total, book } = quoteOf(counter, input.applicationId);
    return {
      rules,
      reference: book.reference,
      lines: named(counter, { rules, lines }),
      total,
      methods: book.paymentMethods,
    };
  }),

  takeFee: handlers.till.takeFee.handler(({ input, context: { counter } }) => {
    const { application, person, rules, lines, total } = quoteOf(counter, input.applicationId);
    if (application.payment !== null) deny('fee.alreadyPaid');
    const { stream } = counter.identity.place;
    const subject = tillSubject(stream, today(counter));
    const receiptNumber = nextReceiptNumber(counter);
    const data = { ...input, receiptNumber, rules, lines: [...lines], total };
    act(
      counter,
      { type: 'till.took', subject, data },
      { type: 'application.feePaid', subject: personSubject(person.cnic), data, after: [0] },
    );
    return viewReceipt(counter, receiptNumber);
  }),

  receipt: handlers.till.receipt.handler(({ input, context: { counter } }) =>
    viewReceipt(counter, input.receiptNumber),
  ),

  receiptPaper: handlers.till.receiptPaper.handler(async ({ input, context: { counter } }) => {
    const receipt = viewReceipt(counter, input.receiptNumber);
    const pdf = await counter.papers.toPdf(await receiptPaper(counter, receipt, input.language));
    return new Blob([new Uint8Array(pdf)], { type: 'application/pdf' });
  }),
});

/** The fee of an application under the rules it was opened under, today. */
function quoteOf(counter: Counter, id: ApplicationId): Found & FeeQuote {
  const found = getApplication(counter, id);
  const { application, book, work } = found;
  const circumstances = circumstancesOf(work);
  return { ...found, ...must(quoteService(work.rules, { version: book.version, wanted: application, circumstances })) };
}

/** Lines with their names, as the version they were quoted under has them. */
function named({ rules: known }: Counter, { rules, lines }: Pick<FeeQuote, 'rules' | 'lines'>): FeeLineView[] {
  return lines.map((line) => ({ ...line, label: known.labelOf(rules, line) }));
}

/**
 * Receipts of a counter's day are numbered without gaps: one more than its till has given. Counted in
 * the journal, for a paper that was given out keeps its number also where central did not accept it.
 */
function nextReceiptNumber(counter: Counter): ReceiptNumber {
  const { store } = counter;
  const { stream } = counter.identity.place;
  const day = today(counter);
  const given = store.get(
    store.sql
      .selectFrom('journal')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('subject', '=', tillSubject(stream, day))
      .where('type', '=', 'till.took'),
  );
  const number = (given?.count ?? 0) + 1;
  return ReceiptNumber.parse(`${stream}-${day.replaceAll('-', '')}-${String(number).padStart(4, '0')}`);
}

interface Given {
  readonly application_id: string;
  readonly receipt_number: string;
}

/** Refuses with `application.unknown` for a receipt nobody here knows. */
export function viewReceipt(counter: Counter, receiptNumber: ReceiptNumber): ReceiptView {
  const { store } = counter;
  const row = store.get(store.sql.selectFrom('till_receipt').selectAll().where('receipt_number', '=', receiptNumber));
  if (row === undefined) return deny('application.unknown');
  return {
    receiptNumber,
    applicationId: row.application_id as ReceiptView['applicationId'],
    ...payerOf(counter, row),
    rules: row.rules as ReceiptView['rules'],
    lines: named(counter, { rules: row.rules as RulesVersion, lines: z.array(FeeLine).parse(JSON.parse(row.lines)) }),
    total: row.total,
    tendered: row.tendered,
    change: row.tendered - row.total,
    method: row.method as ReceiptView['method'],
    takenAt: row.taken_at,
    takenBy: row.taken_by as ReceiptView['takenBy'],
  };
}

/**
 * Who paid. A receipt stands also when central rejected the application it was given for, and then tells to
 * whom the money goes back: the journal knows that. Names are empty where those were rejected as well.
 */
function payerOf(counter: Counter, row: Given): Pick<ReceiptView, 'cnic' | 'nameEn' | 'nameUr'> {
  const { store } = counter;
  const applied = store.sql.selectFrom('application').select('subject').where('id', '=', row.application_id);
  const paid = store.sql.selectFrom('journal').select('subject').where('type', '=', 'application.feePaid');
  const written = paid.where('body', 'like', `%"${row.receipt_number}"%`).limit(1);
  const { subject = '' } = store.get(applied) ?? store.get(written) ?? {};
  const cnic = Cnic.safeParse(subject.slice('person:'.length));
  if (!cnic.success) return deny('application.unknown');
  const person = findPerson(counter, cnic.data)?.person;
  return { cnic: cnic.data, nameEn: person?.nameEn ?? '', nameUr: person?.nameUr ?? '' };
}

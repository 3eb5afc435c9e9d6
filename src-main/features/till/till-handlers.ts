import type { FeeQuote } from '../../../src-shared/catalogue/fee-line.ts';
import type { ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import type { EntryData } from '../../../src-shared/ledger/entry-types.ts';
import { ReceiptNumber, type ApplicationId } from '../../../src-shared/ids.ts';
import { tidyReference } from '../../../src-shared/licensing/payment-reference.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { quoteService } from '../../../src-shared/catalogue/quote-service.ts';
import { circumstancesOf } from '../../../src-shared/ledger/steps.ts';
import type { Counter } from '../../counter.ts';
import { act } from '../act.ts';
import { getApplication, today, type Found } from '../applications/find-application.ts';
import { deny, handlers, must } from '../handlers.ts';
import { receiptPaper } from './receipt-paper.ts';
import { agreeRefund, askRefund, getReceipt, listRefunds, payRefund, refuseRefund } from './refunds.ts';
import { closeShift, listShifts, openShift, ownShift, signShift, tillToday, viewDrawer } from './shifts.ts';
import { named, viewReceipt } from './view-receipt.ts';

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
    const { applicationId, tendered, method } = input;
    const { application, person, rules, lines, total } = quoteOf(counter, applicationId);
    if (application.payment !== null) deny('fee.alreadyPaid');
    const shift = ownShift(counter);
    const reference = input.reference === null ? null : tidyReference(input.reference);
    if (method === 'psid') mustBeUnused(counter, reference);
    const receiptNumber = nextReceiptNumber(counter);
    const data = { applicationId, receiptNumber, rules, lines: [...lines], total, tendered, method, reference };
    act(
      counter,
      { type: 'till.took', subject: tillToday(counter), data: { ...data, shift } },
      { type: 'application.feePaid', subject: personSubject(person.cnic), data, after: [0] },
    );
    return viewReceipt(counter, receiptNumber);
  }),

  receipt: handlers.till.receipt.handler(({ input, context: { counter } }) =>
    viewReceipt(counter, input.receiptNumber),
  ),

  receiptPaper: handlers.till.receiptPaper.handler(async ({ input, context: { counter } }) => {
    const { language, format } = input;
    // Booked first: a paper that never came out makes the next one a copy, but there are never two originals.
    const receipt = bookPrint(counter, { ...input, form: format });
    const pdf = await counter.papers.toPdf(await receiptPaper(counter, receipt, { language, format }));
    return new Blob([new Uint8Array(pdf)], { type: 'application/pdf' });
  }),

  printReceipt: handlers.till.printReceipt.handler(({ input, context: { counter } }) =>
    bookPrint(counter, { ...input, form: 'screen' }),
  ),

  drawer: handlers.till.drawer.handler(({ context: { counter } }) => viewDrawer(counter)),

  shifts: handlers.till.shifts.handler(({ input, context: { counter } }) => [...listShifts(counter, input.day)]),

  openShift: handlers.till.openShift.handler(({ input, context: { counter } }) => openShift(counter, input.float)),

  closeShift: handlers.till.closeShift.handler(({ input, context: { counter } }) => closeShift(counter, input)),

  signShift: handlers.till.signShift.handler(({ input, context: { counter } }) => signShift(counter, input)),

  refunds: handlers.till.refunds.handler(({ input, context: { counter } }) => [...listRefunds(counter, input.filter)]),

  askRefund: handlers.till.askRefund.handler(({ input, context: { counter } }) => askRefund(counter, input)),

  agreeRefund: handlers.till.agreeRefund.handler(({ input, context: { counter } }) =>
    agreeRefund(counter, input.receiptNumber),
  ),

  refuseRefund: handlers.till.refuseRefund.handler(({ input, context: { counter } }) => refuseRefund(counter, input)),

  payRefund: handlers.till.payRefund.handler(({ input, context: { counter } }) =>
    payRefund(counter, input.receiptNumber),
  ),
});

/** The fee of an application under the rules it was opened under, today. */
function quoteOf(counter: Counter, id: ApplicationId): Found & FeeQuote {
  const found = getApplication(counter, id);
  const { application, book, work } = found;
  const circumstances = circumstancesOf(work);
  return { ...found, ...must(quoteService(work.rules, { version: book.version, wanted: application, circumstances })) };
}

/** One more paper of a receipt. */
function bookPrint(
  counter: Counter,
  { receiptNumber, form, language }: Pick<EntryData<'till.receiptPrinted'>, 'receiptNumber' | 'form' | 'language'>,
): ReceiptView {
  const { subject } = getReceipt(counter, receiptNumber);
  act(counter, { type: 'till.receiptPrinted', subject, data: { receiptNumber, form, language } });
  return viewReceipt(counter, receiptNumber);
}

/** A slip pays once in the centre; over all centres central sees to it. Refuses with `fee.slipUsed`. */
function mustBeUnused({ store }: Counter, slip: string | null): void {
  const used = store.get(
    store.sql
      .selectFrom('payment_slip')
      .select('slip')
      .where('slip', '=', slip ?? ''),
  );
  if (used !== undefined) deny('fee.slipUsed');
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
      .where('subject', '=', tillToday(counter))
      .where('type', '=', 'till.took'),
  );
  const number = (given?.count ?? 0) + 1;
  return ReceiptNumber.parse(`${stream}-${day.replaceAll('-', '')}-${String(number).padStart(4, '0')}`);
}

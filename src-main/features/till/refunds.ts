import type { RefundView } from '../../../src-shared/contract/counter/till.ts';
import { StaffId, StreamId, type ReceiptNumber } from '../../../src-shared/ids.ts';
import type { RefundKind } from '../../../src-shared/ledger/entries/till-entries.ts';
import type { Subject } from '../../../src-shared/ledger/entry.ts';
import { findRefund } from '../../../src-shared/ledger/fold/till/refund.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { ApplicationState } from '../../../src-shared/ledger/state.ts';
import type { RefundState, TillReceipt } from '../../../src-shared/ledger/till-state.ts';
import type { Counter } from '../../counter.ts';
import type { NewAct } from '../../store/journal.ts';
import { act } from '../act.ts';
import { findPerson } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';
import { ownShift, findTill, tillToday } from './shifts.ts';
import { payerOf } from './view-receipt.ts';

/** Longest list a screen gets. */
const MOST_LISTED = 200;

/** Money asked back in the centre, what waits longest first, else the newest first. */
export function listRefunds(counter: Counter, filter: 'waiting' | 'all'): readonly RefundView[] {
  const { store } = counter;
  const all = store.sql.selectFrom('till_refund').select(['receipt_number', 'entry_id']);
  const rows =
    filter === 'waiting'
      ? all.where('stage', 'in', ['asked', 'agreed']).orderBy('asked_at')
      : all.orderBy('asked_at', 'desc');
  return store.all(rows.limit(MOST_LISTED)).flatMap(({ receipt_number: number, entry_id: entry }) => {
    const { receipt, refunds } = getReceipt(counter, number as ReceiptNumber);
    const refund = refunds.find((each) => each.asked.entry === entry);
    return refund === undefined ? [] : [view(counter, receipt, refund)];
  });
}

export function askRefund(
  counter: Counter,
  { receiptNumber, kind, reason }: { receiptNumber: ReceiptNumber; kind: RefundKind; reason: string },
): RefundView {
  const { subject, receipt } = getReceipt(counter, receiptNumber);
  if (applicationPaidBy(counter, receipt)?.stage === 'approved') deny('fee.issued');
  const data = { receiptNumber, kind, amount: receipt.total, reason };
  act(counter, { type: 'till.refundAsked', subject, data });
  return getRefund(counter, receiptNumber);
}

/**
 * The application goes with the fee: it ends, or is unpaid again, in the same transaction. One that central rejected
 * is not there any more, nor is one that another receipt paid for; then the money goes back alone.
 */
export function agreeRefund(counter: Counter, receiptNumber: ReceiptNumber): RefundView {
  const { subject, receipt, refunds } = getReceipt(counter, receiptNumber);
  const refund = refunds.at(-1) ?? deny('till.refundNotAsked');
  const application = applicationPaidBy(counter, receipt);
  const agreed = { type: 'till.refundAgreed' as const, subject, data: { receiptNumber } };
  if (application === undefined) {
    act(counter, agreed);
  } else {
    const { kind, reason } = refund;
    const data = { applicationId: application.id, receiptNumber, kind, reason };
    const person = personSubject(payerOf(counter, receiptNumber).cnic);
    const returned: NewAct = { type: 'application.feeReturned', subject: person, data };
    act(counter, returned, { ...agreed, after: [0] });
  }
  return getRefund(counter, receiptNumber);
}

export function refuseRefund(counter: Counter, data: { receiptNumber: ReceiptNumber; reason: string }): RefundView {
  const { subject } = getReceipt(counter, data.receiptNumber);
  act(counter, { type: 'till.refundRefused', subject, data });
  return getRefund(counter, data.receiptNumber);
}

/** The receipt says that the money is back, the drawer that it left: both or neither. */
export function payRefund(counter: Counter, receiptNumber: ReceiptNumber): RefundView {
  const { subject, receipt } = getReceipt(counter, receiptNumber);
  const shift = ownShift(counter);
  const { total: amount, method } = receipt;
  act(
    counter,
    { type: 'till.refundPaid', subject, data: { receiptNumber, amount } },
    {
      type: 'till.paidOut',
      subject: tillToday(counter),
      data: { receiptNumber, amount, method, shift },
      after: [0],
    },
  );
  return getRefund(counter, receiptNumber);
}

interface FoundReceipt {
  readonly subject: Subject;
  readonly receipt: TillReceipt;
  /** In order, those of this receipt alone. */
  readonly refunds: readonly RefundState[];
}

export function getReceipt(counter: Counter, receiptNumber: ReceiptNumber): FoundReceipt {
  const { store } = counter;
  const row = store.get(
    store.sql.selectFrom('till_receipt').select('subject').where('receipt_number', '=', receiptNumber),
  );
  const subject = (row?.subject ?? deny('till.receiptUnknown')) as Subject;
  const till = findTill(counter, subject);
  const receipt = till?.receipts.find((each) => each.receiptNumber === receiptNumber) ?? deny('till.receiptUnknown');
  const refunds = (till?.refunds ?? []).filter((each) => each.receiptNumber === receiptNumber);
  return { subject, receipt, refunds };
}

function getRefund(counter: Counter, receiptNumber: ReceiptNumber): RefundView {
  const { receipt, subject } = getReceipt(counter, receiptNumber);
  const till = findTill(counter, subject);
  const refund = till === undefined ? undefined : findRefund(till, receiptNumber);
  return refund === undefined ? deny('till.refundNotAsked') : view(counter, receipt, refund);
}

/** The application that this very receipt pays for, as it stands here. */
function applicationPaidBy(counter: Counter, receipt: TillReceipt): ApplicationState | undefined {
  const { cnic } = payerOf(counter, receipt.receiptNumber);
  const application = findPerson(counter, cnic)?.applications[receipt.applicationId];
  return application?.payment?.receiptNumber === receipt.receiptNumber ? application : undefined;
}

function view(counter: Counter, receipt: TillReceipt, refund: RefundState): RefundView {
  const { asked, answered, paid } = refund;
  const mine = [asked.by, receipt.deed.by].includes(counter.session.actor.id);
  return {
    receiptNumber: receipt.receiptNumber,
    applicationId: receipt.applicationId,
    ...payerOf(counter, receipt.receiptNumber),
    kind: refund.kind,
    amount: refund.amount,
    method: receipt.method,
    reason: refund.reason,
    stage: refund.stage,
    stream: StreamId.parse(asked.stream),
    takenAt: receipt.deed.at,
    takenBy: StaffId.parse(receipt.deed.by),
    askedAt: asked.at,
    askedBy: StaffId.parse(asked.by),
    answeredBy: answered?.by ?? null,
    answer: refund.answer,
    paidAt: paid?.at ?? null,
    paidBy: paid?.by ?? null,
    barred: mine ? 'till.secondPersonNeeded' : null,
  };
}

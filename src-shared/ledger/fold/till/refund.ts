import { accept, refuse, type Result } from '../../../errors.ts';
import { isSameCounter } from '../../../ids.ts';
import type { Act } from '../../entry-types.ts';
import type { RefundState, TillReceipt, TillState } from '../../till-state.ts';
import { deedOf } from '../deed.ts';
import { isBy } from '../is-by.ts';
import { checkOwnShift, expectedIn, findShift } from './shift.ts';

type RefundAct = Act<'till.refundAsked' | 'till.refundAgreed' | 'till.refundRefused' | 'till.refundPaid'>;

/**
 * Money of a receipt on its way back: asked with a reason, agreed by a supervisor who neither took nor asked for it,
 * paid once by the counter where it was asked, so that no two drawers pay the same.
 */
export function foldRefund(till: TillState, act: RefundAct): Result<TillState> {
  const { receiptNumber } = act.data;
  const receipt = till.receipts.find((each) => each.receiptNumber === receiptNumber);
  if (receipt === undefined) return refuse('till.receiptUnknown');
  const refund = findRefund(till, receiptNumber);
  if (act.type === 'till.refundAsked') return ask(till, receipt, act);
  if (refund === undefined) return refuse('till.refundNotAsked');
  const { entry } = act;
  const deed = deedOf(entry);
  switch (act.type) {
    case 'till.refundAgreed': {
      const own = [refund.asked.by, receipt.deed.by].includes(entry.actor);
      if (!isBy(entry, 'supervisor')) return refuse('session.forbidden');
      if (entry.role !== 'central' && own) return refuse('till.secondPersonNeeded');
      if (refund.stage !== 'asked') return refuse('till.refundNotAsked');
      return accept(withRefund(till, { ...refund, stage: 'agreed', answered: deed }));
    }
    case 'till.refundRefused':
      if (!isBy(entry, 'supervisor')) return refuse('session.forbidden');
      if (refund.stage !== 'asked') return refuse('till.refundNotAsked');
      return accept(withRefund(till, { ...refund, stage: 'refused', answered: deed, answer: act.data.reason }));
    case 'till.refundPaid':
      if (refund.stage !== 'agreed') return refuse('till.refundNotAgreed');
      if (act.data.amount !== refund.amount) return refuse('till.amountDiffers');
      if (entry.role !== 'central' && !isSameCounter(refund.asked.stream, entry.stream)) {
        return refuse('till.paidElsewhere', { counter: refund.asked.stream });
      }
      return accept(withRefund(till, { ...refund, stage: 'paid', paid: deed }));
  }
}

function ask(till: TillState, receipt: TillReceipt, { data, entry }: Act<'till.refundAsked'>): Result<TillState> {
  const known = findRefund(till, data.receiptNumber);
  if (known?.stage === 'paid') return refuse('till.refunded');
  if (known !== undefined && known.stage !== 'refused') return refuse('till.refundWaits');
  if (data.amount !== receipt.total) return refuse('till.amountDiffers');
  if (data.kind === 'void') {
    const shift = findShift(till, receipt.shift);
    const open = shift !== undefined && shift.closed === null && till.close?.stage !== 'closed';
    if (!open || !isSameCounter(receipt.deed.stream, entry.stream)) return refuse('till.voidTooLate');
  }
  const asked = { ...data, stage: 'asked' as const, asked: deedOf(entry), answered: null, answer: null, paid: null };
  return accept({ ...till, refunds: [...(till.refunds ?? []), asked] });
}

/** Out of an open drawer, which holds no less than nothing. */
export function payOut(till: TillState, { data, entry }: Act<'till.paidOut'>): Result<TillState> {
  const shift = checkOwnShift(till, data.shift, entry);
  if (!shift.ok) return shift;
  const { payouts = [] } = till;
  if (payouts.some((each) => each.receiptNumber === data.receiptNumber)) return refuse('till.refunded');
  if (data.method === 'cash' && expectedIn(till, shift.value) < data.amount) return refuse('till.notEnoughCash');
  return accept({ ...till, payouts: [...payouts, { ...data, deed: deedOf(entry) }] });
}

/** The last time the money of a receipt was asked back. */
export function findRefund({ refunds = [] }: TillState, receiptNumber: string): RefundState | undefined {
  return refunds.findLast((each) => each.receiptNumber === receiptNumber);
}

function withRefund(till: TillState, changed: RefundState): TillState {
  const { refunds = [] } = till;
  const place = refunds.findLastIndex((each) => each.receiptNumber === changed.receiptNumber);
  return { ...till, refunds: refunds.with(place, changed) };
}

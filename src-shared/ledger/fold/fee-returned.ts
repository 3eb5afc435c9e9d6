import { accept, refuse, type Result } from '../../errors.ts';
import type { Act } from '../entry-types.ts';
import type { ApplicationState, PersonState } from '../state.ts';
import { withApplication } from './application.ts';
import { deedOf } from './deed.ts';
import { isBy } from './is-by.ts';

/**
 * A fee goes back. A receipt that was a mistake leaves the fee to be paid anew; a refund ends the application. What was
 * issued is paid for: nothing goes back after that.
 */
export function foldFeeReturned(state: PersonState, act: Act<'application.feeReturned'>): Result<PersonState> {
  const { data, entry } = act;
  const application = state.applications[data.applicationId];
  if (application === undefined) return refuse('application.unknown');
  if (!isBy(entry, 'supervisor')) return refuse('session.forbidden');
  const { payment, stage, feesReturned = [] } = application;
  if (stage === 'approved') return refuse('fee.issued');
  if (payment === null || payment.receiptNumber !== data.receiptNumber) return refuse('till.receiptUnknown');
  if (entry.role !== 'central' && payment.deed.by === entry.actor) return refuse('till.secondPersonNeeded');
  const { receiptNumber, total } = payment;
  const returned = { receiptNumber, total, kind: data.kind, reason: data.reason, deed: deedOf(entry) };
  const after: ApplicationState = {
    ...application,
    payment: null,
    feesReturned: [...feesReturned, returned],
    updatedAt: entry.at,
    ...(data.kind === 'refund' ? { stage: 'cancelled' } : backTo(stage)),
  };
  return accept(withApplication(state, after));
}

/** What waited for a decision is unpaid again, and back with the operator. */
function backTo(stage: ApplicationState['stage']): Partial<ApplicationState> {
  return stage === 'submitted' ? { stage: 'open', submitted: null } : {};
}

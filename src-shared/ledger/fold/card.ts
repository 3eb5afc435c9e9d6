import { accept, refuse, type Result } from '../../errors.ts';
import type { Act } from '../entry-types.ts';
import type { CardState, PersonState } from '../state.ts';
import { deedOf } from './deed.ts';

type CardAct = Act<'card.started' | 'card.ended' | 'card.handedOver'>;

/**
 * Cards of a person's licences. A job that started and has no outcome bars every further print of
 * that licence until somebody looked; a licence with a good card needs a recorded reason.
 */
export function foldCard(state: PersonState, act: CardAct): Result<PersonState> {
  const deed = deedOf(act.entry);
  if (act.type === 'card.started') {
    const { jobId, applicationId, licenceNumber, reason, ...made } = act.data;
    if (state.licences[licenceNumber]?.applicationId !== applicationId) return refuse('card.noLicence');
    if (state.cards[jobId] !== undefined) return refuse('ledger.repeated');
    const allowed = checkPrint(state, licenceNumber, reason);
    if (!allowed.ok) return allowed;
    return accept(
      withCard(state, {
        jobId,
        applicationId,
        licenceNumber,
        stage: 'printing',
        printReason: reason,
        outcomeReason: null,
        ...made,
        started: deed,
        ended: null,
        handedOver: null,
      }),
    );
  }
  const card = state.cards[act.data.jobId];
  if (card === undefined) return refuse('card.notPrinting');
  if (act.type === 'card.ended') {
    const { outcome, reason } = act.data;
    if (card.stage !== 'printing') return refuse('card.notPrinting');
    if (outcome === 'spoiled' && (reason ?? '').trim() === '') return refuse('application.reasonMissing');
    return accept(withCard(state, { ...card, stage: outcome, outcomeReason: reason, ended: deed }));
  }
  if (card.stage !== 'good') return refuse('card.notPrinted');
  if (card.handedOver !== null) return refuse('card.handedOver');
  const { receiver } = act.data;
  if (receiver.relation !== 'self' && receiver.cnic === null) return refuse('card.receiverMissing');
  return accept(withCard(state, { ...card, handedOver: { receiver, deed } }));
}

/** May a card of this licence be printed now? Refuses with `card.lookFirst` or `card.reasonNeeded`. */
export function checkPrint(state: PersonState, licenceNumber: string, reason: string | null): Result<null> {
  const cards = Object.values(state.cards).filter((each) => each.licenceNumber === licenceNumber);
  if (cards.some((each) => each.stage === 'printing')) return refuse('card.lookFirst');
  // A licence that was renewed or made anew has a first card again.
  const now = state.licences[licenceNumber]?.applicationId;
  const printedBefore = cards.some(
    (each) => each.applicationId === now && (each.stage === 'good' || each.stage === 'spoiled'),
  );
  if (printedBefore && (reason ?? '').trim() === '') return refuse('card.reasonNeeded');
  return accept(null);
}

function withCard(state: PersonState, card: CardState): PersonState {
  return { ...state, cards: { ...state.cards, [card.jobId]: card } };
}

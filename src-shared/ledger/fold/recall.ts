import { accept, refuse, type Result } from '../../errors.ts';
import type { Act, ActEntry } from '../entry-types.ts';
import type { RecallState } from '../exceptions-state.ts';
import { deedOf } from './deed.ts';
import { isBy } from './is-by.ts';

/** A card to get back, `recall:<jobId>`: central asks for it, a supervisor of the centre says what became of it. */
export function foldRecall(state: RecallState | undefined, act: Act): Result<RecallState> {
  const deed = deedOf(act.entry);
  switch (act.type) {
    case 'recall.opened':
      if (act.entry.role !== 'central') return refuse('session.forbidden');
      if (state !== undefined) return refuse('ledger.repeated');
      if (act.entry.subject !== `recall:${act.data.jobId}`) return refuse('ledger.wrongSubject', { type: act.type });
      return accept({
        kind: 'recall',
        ...act.data,
        stage: 'open',
        opened: deed,
        outcome: null,
        note: null,
        closed: null,
      });
    case 'recall.closed':
      if (!isBy(act.entry, 'supervisor')) return refuse('session.forbidden');
      if (state === undefined || !isAtHome(state, act.entry)) return refuse('recall.unknown');
      if (state.stage === 'closed') return refuse('recall.closed');
      return accept({ ...state, ...act.data, stage: 'closed', closed: deed });
    default:
      return refuse('ledger.wrongSubject', { type: act.type });
  }
}

/** The centre whose case it is accounts for the card; central's own cases name none, there the number does. */
function isAtHome({ exception, licenceNumber }: RecallState, { stream, role }: ActEntry): boolean {
  const named = exception.slice('exception:'.length).slice(0, 3);
  const home = named === 'CEN' ? licenceNumber.slice(0, 3) : named;
  return role === 'central' || stream.startsWith(`${home}-`);
}

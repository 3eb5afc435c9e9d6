import { accept, refuse, type Result } from '../../errors.ts';
import type { Act } from '../entry-types.ts';
import type { StockMovement, StockState } from '../state.ts';
import { deedOf } from './deed.ts';

/**
 * A centre's box of card blanks, one day: `stock:<centre>:<day>`. A blank that is gone is a fact and
 * is never refused for want of stock; the balance shows it. One job uses one blank, once.
 */
export function foldStock(state: StockState | undefined, act: Act): Result<StockState> {
  const movements = state?.movements ?? [];
  const deed = deedOf(act.entry);
  switch (act.type) {
    case 'stock.received': {
      const { quantity, reference } = act.data;
      return add(movements, { what: 'received', quantity, jobId: null, reason: reference, deed });
    }
    case 'stock.used': {
      const { jobId, outcome, reason } = act.data;
      if (movements.some((each) => each.jobId === jobId)) return refuse('ledger.repeated');
      return add(movements, { what: outcome, quantity: -1, jobId, reason, deed });
    }
    default:
      return refuse('ledger.wrongSubject', { type: act.type });
  }
}

function add(movements: readonly StockMovement[], movement: StockMovement): Result<StockState> {
  return accept({ kind: 'stock', movements: [...movements, movement] });
}

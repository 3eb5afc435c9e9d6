import { accept, refuse, type Result } from '../../errors.ts';
import type { ChecksState } from '../checks-state.ts';
import type { Act } from '../entry-types.ts';
import { deedOf } from './deed.ts';

/** What a counter checked on one day. Everybody may look, and nothing speaks against it: what was seen was seen. */
export function foldChecks(state: ChecksState | undefined, act: Act): Result<ChecksState> {
  if (act.type !== 'check.made') return refuse('ledger.wrongSubject', { type: act.type });
  return accept({ kind: 'checks', checks: [...(state?.checks ?? []), { ...act.data, deed: deedOf(act.entry) }] });
}

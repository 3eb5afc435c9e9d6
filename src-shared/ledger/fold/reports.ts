import { accept, refuse, type Result } from '../../errors.ts';
import type { Act } from '../entry-types.ts';
import type { ReportsState } from '../state.ts';
import { deedOf } from './deed.ts';
import { isBy } from './is-by.ts';

/** The reports a counter exported of one day, `reports:<stream>:<day>`, with the hash of each file. */
export function foldReports(state: ReportsState | undefined, act: Act): Result<ReportsState> {
  if (act.type !== 'report.exported') return refuse('ledger.wrongSubject', { type: act.type });
  if (!isBy(act.entry, 'supervisor')) return refuse('session.forbidden');
  return accept({ kind: 'reports', exports: [...(state?.exports ?? []), { ...act.data, deed: deedOf(act.entry) }] });
}

import type { ReasonView } from '../../../src-shared/contract/counter/services.ts';
import type { Problem } from '../../core/problem.ts';

/** What says no, as a screen shows a problem. */
export function ofView(reason: ReasonView | null | undefined): Problem | null {
  return reason === null || reason === undefined || reason.code === null
    ? null
    : { code: reason.code, detail: reason.detail };
}

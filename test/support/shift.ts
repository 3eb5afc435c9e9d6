import type { CounterClient } from '../../src-shared/contract/counter.ts';
import type { ShiftView } from '../../src-shared/contract/counter/till.ts';
import { problemOf } from './problem.ts';

/** The float test shifts are opened with, paisa. */
export const FLOAT = 200_000;

/** Sees to it that the operator signed in has an open shift of today, as the first thing of the day. */
export async function inShift({ till }: CounterClient): Promise<ShiftView> {
  const { shift, left } = await till.drawer();
  if (shift !== null) return shift;
  for (const each of left) await closeEven({ till }, each);
  return till.openShift({ float: FLOAT });
}

/** Closes a shift with exactly what should be in its drawer. */
export async function closeEven({ till }: Pick<CounterClient, 'till'>, { shift }: Pick<ShiftView, 'shift'>) {
  const close = (other: number) => till.closeShift({ shift, count: { notes: [], other }, reason: null });
  // Nobody is told before the count what should be there; a wrong count says it.
  const asked = await problemOf(close(1));
  return close(Number(asked.detail['expected'] ?? 1));
}

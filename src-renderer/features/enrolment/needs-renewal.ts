import type { ErrorCode } from '../../../src-shared/errors.ts';

/** Faults of the line that end with a new epoch: what the next step of a stuck entry leads here for. */
const ENDED_BY_RENEWAL: ReadonlySet<ErrorCode> = new Set([
  'counter.restored',
  'central.staleEpoch',
  'central.unauthorised',
  'central.badChain',
  'central.rolledBack',
]);

/** Is the link paused until this PC has a new epoch? */
export function needsRenewal(fault: ErrorCode | null): boolean {
  return fault !== null && ENDED_BY_RENEWAL.has(fault);
}

import type { ErrorCode } from '../../../src-shared/errors.ts';

/** Is the link paused until this PC has a new epoch? */
export function needsRenewal(fault: ErrorCode | null): boolean {
  return fault === 'counter.restored' || fault === 'central.staleEpoch';
}

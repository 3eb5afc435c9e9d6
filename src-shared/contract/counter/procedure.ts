import { oc } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../errors.ts';
import type { Role } from '../../roles.ts';

/** Who may call: roles by name, any signed-in person, or anyone at the PC before signing in. */
export type Access = readonly Role[] | 'signedIn' | 'anyone';

/** What every procedure says of itself; authorisation and the tests read it from here. */
export interface ProcedureMeta {
  /** A command changes something, a query reads, a live one streams changes. */
  readonly kind: 'command' | 'query' | 'live';
  readonly access: Access;
  /** Only there in practice mode. */
  readonly practiceOnly?: true;
}

/** What an error carries: a code of the closed union and the values its texts mention. */
export const ErrorData = z.object({
  code: z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ErrorData = z.infer<typeof ErrorData>;

const base = oc.$meta<ProcedureMeta>({ kind: 'query', access: [] }).errors({
  /** The input is not of the contract's shape. */
  MALFORMED: { status: 400, data: ErrorData },
  /** Not signed in, locked, or not this role's act. */
  DENIED: { status: 403, data: ErrorData },
  /** A rule says no. */
  REFUSED: { status: 409, data: ErrorData },
  /** A device, the store or the network failed. */
  FAULT: { status: 503, data: ErrorData },
});

export function command(access: Access) {
  return base.meta({ kind: 'command', access });
}

export function query(access: Access) {
  return base.meta({ kind: 'query', access });
}

export function live(access: Access) {
  return base.meta({ kind: 'live', access });
}

/** A command of the trainer's panel, open to anyone at a practice counter and to nobody elsewhere. */
export function practice(kind: 'command' | 'query') {
  return base.meta({ kind, access: 'anyone', practiceOnly: true });
}

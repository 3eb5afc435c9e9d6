import { ORPCError } from '@orpc/client';
import { type ErrorCode, type ErrorDetail, Fault, isErrorCode, type Refusal } from '../../src-shared/errors.ts';

/** Anything that did not work, as a screen shows it: one cause and one next action by its code. */
export interface Problem {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
}

/** Whatever was thrown, as a problem; what has no code of the closed union is `internal.fault`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Fault) return { code: error.code, detail: error.detail };
  if (error instanceof ORPCError) {
    const data: unknown = error.data;
    if (isObject(data) && isErrorCode(data['code'])) return { code: data['code'], detail: detailOf(data['detail']) };
  }
  return { code: 'internal.fault', detail: {} };
}

/** A refusal of a rule that the screen asked itself. */
export function ofRefusal(refusal: Refusal): Problem {
  return { code: refusal.code, detail: refusal.detail ?? {} };
}

function detailOf(value: unknown): ErrorDetail {
  if (!isObject(value)) return {};
  const plain = Object.entries(value).filter(([, each]) => typeof each === 'string' || typeof each === 'number');
  return Object.fromEntries(plain) as ErrorDetail;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

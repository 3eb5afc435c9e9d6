import { ORPCError } from '@orpc/client';
import { ErrorData } from '../../src-shared/contract/counter/procedure.ts';
import type { ErrorCode, ErrorDetail } from '../../src-shared/errors.ts';

/** How a call ended that did not do what it was asked: the contract's error name and the code. */
export interface Problem {
  readonly kind: string;
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
}

/** What a call was answered instead of its output. Rejects when it succeeded or failed without a type. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const error: unknown = await call.then(
    () => new Error('the call was expected to fail, and did what it was asked'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ORPCError) || !error.defined) throw error;
  const { code, detail } = ErrorData.parse(error.data);
  return { kind: String(error.code), code, detail };
}

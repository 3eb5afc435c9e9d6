import { ORPCError } from '@orpc/server';
import { centralStatus, isCentralCode, type CentralCode } from '../../src-shared/contract/central/faults.ts';
import { Fault, type ErrorDetail } from '../../src-shared/errors.ts';
import type { Logger } from '../log.ts';

/** What a failed call is answered with. */
export type ApiError = ORPCError<string, unknown>;

/**
 * One shape for every error of the API: a code of the closed union with its own status, and details
 * without personal data. What nobody foresaw is logged and answered as `central.fault`.
 */
export function toApiError(error: unknown, log: Logger): ApiError {
  if (error instanceof Fault && isCentralCode(error.code)) return answer(error.code, error.detail, error);
  if (error instanceof ORPCError && isCentralCode(error.code)) return error;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return answer('input.malformed', { path: firstPath(error.data) }, error);
  }
  if (error instanceof URIError) return answer('input.malformed', { path: 'url' }, error);
  log.error({ error, code: error instanceof Fault ? error.code : 'internal.fault' }, 'api');
  return answer('central.fault', {}, error);
}

/** Seconds till what failed on central's side may work again. */
export const FAILED_SECONDS = 5;

/** Seconds after which trying again makes sense: as the error itself says, or by its code. */
export function retryAfter({ status, data }: ApiError): string | undefined {
  const { retryAfter: seconds, minutes } = (data ?? {}) as ErrorDetail;
  if (seconds !== undefined) return String(seconds);
  if (minutes !== undefined) return String(Number(minutes) * 60);
  if (status === centralStatus['central.busy']) return '60';
  return status >= 500 ? String(FAILED_SECONDS) : undefined;
}

function answer(code: CentralCode, detail: ErrorDetail, cause: unknown): ApiError {
  return new ORPCError(code, { status: centralStatus[code], message: code, data: detail, defined: true, cause });
}

function firstPath(data: unknown): string {
  const issues = (data as { issues?: { path?: readonly (PropertyKey | { key: PropertyKey })[] }[] } | undefined)
    ?.issues;
  const path = issues?.[0]?.path ?? [];
  return path.map((each) => String(typeof each === 'object' ? each.key : each)).join('.');
}

import { z } from 'zod';
import type { ErrorCode } from '../../errors.ts';

/** Values a text of the error may mention; see `ErrorDetail`. */
const Detail = z.record(z.string(), z.union([z.string(), z.number()])).optional();

/** HTTP status of every code central answers with: a client branches on these, never on texts. */
export const centralStatus = {
  'input.malformed': 400,
  'enrolment.badCode': 403,
  'central.unauthorised': 401,
  'session.forbidden': 403,
  'central.staleEpoch': 403,
  'input.unknownProcedure': 404,
  'photo.notHere': 404,
  'central.gap': 409,
  'central.rolledBack': 409,
  'central.snapshotNeeded': 410,
  'central.tooLarge': 413,
  'central.badChain': 422,
  'central.badSignature': 422,
  'central.upgradeNeeded': 426,
  'central.busy': 429,
  'central.fault': 500,
} as const satisfies Partial<Record<ErrorCode, number>>;

export type CentralCode = keyof typeof centralStatus;

export function isCentralCode(code: string): code is CentralCode {
  return Object.hasOwn(centralStatus, code);
}

type ErrorItem = { readonly status: number; readonly data: typeof Detail };

/** Entries of an oRPC error map for some codes. */
export function errorsOf<Code extends CentralCode>(...list: readonly Code[]): Record<Code, ErrorItem> {
  const items: Partial<Record<Code, ErrorItem>> = {};
  for (const code of list) items[code] = { status: centralStatus[code], data: Detail };
  return items as Record<Code, ErrorItem>;
}

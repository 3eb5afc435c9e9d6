import { Fault, isErrorCode, type ErrorCode } from '../../src-shared/errors.ts';
import { isCentralCode } from '../../src-shared/contract/central/faults.ts';

/** What a status says when the answer itself names no code of ours: a proxy's word, or a portal's. */
const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'central.unauthorised',
  403: 'central.unauthorised',
  408: 'central.slow',
  413: 'central.tooLarge',
  426: 'central.upgradeNeeded',
  429: 'central.busy',
};

/** Faults that a person must mend: the lane rests and looks again only now and then. */
const pausing: ReadonlySet<ErrorCode> = new Set([
  'central.unauthorised',
  'session.forbidden',
  'central.staleEpoch',
  'counter.restored',
  'central.badChain',
  'central.badSignature',
  'central.insecure',
  'central.rolledBack',
]);

/** Faults that say nothing works on the line, whichever lane met them. */
const linkDown: ReadonlySet<ErrorCode> = new Set([
  'central.unreachable',
  'central.slow',
  'central.fault',
  'central.garbage',
  'central.busy',
]);

export function pausesLane(code: ErrorCode): boolean {
  return pausing.has(code);
}

export function meansLinkDown(code: ErrorCode): boolean {
  return linkDown.has(code);
}

/** The fault of an answer that is no success. Branches on status and code alone, never on text. */
export function faultOfAnswer(answer: { status: number; body: string; retryAfter: string | null }): Fault {
  const { status, body } = answer;
  const named = readError(body);
  const code = named?.code ?? byStatus[status] ?? (status >= 500 ? 'central.fault' : 'central.garbage');
  const wait = Number(answer.retryAfter ?? 0);
  const detail = { ...named?.data, status };
  return new Fault(code, wait > 0 ? { ...detail, retryAfter: wait } : detail);
}

/** Any failure of a call as a fault: of the line, of time, or of an answer that makes no sense. */
export function toCentralFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Error && error.cause instanceof Fault) return error.cause;
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return new Fault('central.slow', {}, { cause: error });
  return new Fault('central.garbage', {}, { cause: error });
}

function readError(body: string): { code: ErrorCode; data: Record<string, string | number> } | undefined {
  try {
    const { code, data } = JSON.parse(body) as { code?: unknown; data?: Record<string, string | number> | null };
    if (!isErrorCode(code) || !isCentralCode(code)) return undefined;
    const pairs = Object.entries(data ?? {});
    const plain = pairs.filter(([, value]) => typeof value === 'string' || typeof value === 'number');
    return { code, data: Object.fromEntries(plain) };
  } catch {
    return undefined;
  }
}

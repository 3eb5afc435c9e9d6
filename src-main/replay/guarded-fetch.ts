import { Fault } from '../../src-shared/errors.ts';
import { faultOfAnswer } from './central-fault.ts';

/** Most an answer may hold, unfolded: a page of the feed is a few MiB. */
const ANSWER_LIMIT = 32 * 1024 * 1024;

export type Fetch = typeof fetch;

/** Throws `central.insecure` for plain http to anything but this machine. */
export function checkSecure(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const loopback = parsed !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  if (parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && loopback)) return parsed;
  throw new Fault('central.insecure', { host: parsed?.host ?? '' });
}

/**
 * `fetch` that ends in a success, read whole within its time and size, or in a fault: redirects are
 * not followed (a portal's, never central's), and no text of an error is looked at.
 */
export async function guardedFetch(
  send: Fetch,
  request: Request,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<Response> {
  checkSecure(request.url);
  const limit = AbortSignal.timeout(timeoutMs);
  const signals = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  const response = await attempt(limit, () => send(request, { signal: signals, redirect: 'manual' }));
  const bytes = await attempt(limit, () => readAll(response));
  if (response.ok) return new Response(bytes.length === 0 ? null : bytes, response);
  const body = new TextDecoder().decode(bytes.subarray(0, 64 * 1024));
  throw faultOfAnswer({ status: response.status, body, retryAfter: response.headers.get('retry-after') });
}

async function attempt<Value>(limit: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (limit.aborted) throw new Fault('central.slow', {}, { cause: error });
    throw new Fault('central.unreachable', {}, { cause: error });
  }
}

async function readAll(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > ANSWER_LIMIT) throw new Fault('central.garbage', { limit: ANSWER_LIMIT });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

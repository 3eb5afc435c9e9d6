import { createHash } from 'node:crypto';
import { Fault } from '../../src-shared/errors.ts';
import type { Sha256 } from '../../src-shared/ids.ts';
import type { Store } from '../store/store.ts';
import type { CentralAddress } from './central-client.ts';
import { faultOfAnswer, toCentralFault } from './central-fault.ts';
import { checkSecure } from './guarded-fetch.ts';

/** Bytes kept on disk at a time; what comes before a break is kept whatever its length. */
const PIECE = 256 * 1024;
/** Longest one request may take; the next one goes on where it ended. */
const REQUEST_MS = 5 * 60_000;

export interface DownloadWish {
  readonly sha256: Sha256;
  /** Where central has it. */
  readonly path: string;
  /** Its size, or the most it may be. */
  readonly most: number;
  readonly signal: AbortSignal;
}

export interface DownloadParts {
  readonly central: CentralAddress;
  readonly store: Store;
}

/**
 * Fetches bytes named by their hash, going on where an earlier try was cut off, also before a restart.
 * What came is on disk until `forgetDownload`, which the caller does in the transaction that stores the
 * whole. Throws `central.garbage`, and begins anew the next time, when the bytes are not those of the
 * hash; `central.*` for what the line or central did.
 */
export async function download(parts: DownloadParts, wish: DownloadWish): Promise<Uint8Array> {
  const { store } = parts;
  const { sha256, most } = wish;
  const had = heldBytes(store, sha256);
  if (had < most) await fetchRest(parts, wish, had);
  const bytes = Buffer.concat(piecesOf(store, sha256));
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  store.transact(() => forgetDownload(store, sha256));
  throw new Fault('central.garbage', { sha256 });
}

/** Drops the pieces of a download; call inside a transaction. */
export function forgetDownload(store: Store, sha256: Sha256): void {
  store.run(store.sql.deleteFrom('download').where('sha256', '=', sha256));
}

/** Drops the pieces of all downloads but these: of files that nobody will go on fetching. */
export function forgetOtherDownloads(store: Store, kept: ReadonlySet<string>): void {
  const begun = store.all(store.sql.selectFrom('download').select('sha256').distinct());
  const others = begun.filter(({ sha256 }) => !kept.has(sha256));
  if (others.length === 0) return;
  store.transact(() => others.forEach(({ sha256 }) => forgetDownload(store, sha256 as Sha256)));
}

async function fetchRest({ central, store }: DownloadParts, wish: DownloadWish, had: number): Promise<void> {
  const limit = AbortSignal.timeout(REQUEST_MS);
  const signal = AbortSignal.any([limit, wish.signal]);
  try {
    const response = await ask(central, wish, { had, signal });
    // The whole was held already, as far as central can say: the hash decides.
    if (response.status === 416) return;
    if (!response.ok) await refuse(response);
    await keep(store, response, { wish, from: firstByte(response, had) });
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (limit.aborted) throw new Fault('central.slow', {}, { cause: error });
    throw error instanceof Error && error.name === 'TypeError'
      ? new Fault('central.unreachable', {}, { cause: error })
      : toLineFault(error);
  }
}

/** A body that breaks off is the line's doing. */
function toLineFault(error: unknown): Fault {
  const fault = toCentralFault(error);
  return fault.code === 'central.garbage' ? new Fault('central.unreachable', {}, { cause: error }) : fault;
}

function ask(
  central: CentralAddress,
  { path }: DownloadWish,
  { had, signal }: { had: number; signal: AbortSignal },
): Promise<Response> {
  const url = new URL(path, checkSecure(central.url));
  const headers = {
    authorization: `Bearer ${central.apiKey}`,
    ...(had > 0 ? { range: `bytes=${had}-` } : {}),
  };
  const request = new Request(url, { headers, redirect: 'manual' });
  // Beside the request, which hears a signal of its own no more once it is collected as garbage.
  return central.fetch(request, { signal });
}

async function refuse(response: Response): Promise<never> {
  const body = (await response.text()).slice(0, 64 * 1024);
  throw faultOfAnswer({ status: response.status, body, retryAfter: response.headers.get('retry-after') });
}

/** Where the answer begins: at the byte asked for, or at the first when central sent the whole. */
function firstByte(response: Response, had: number): number {
  if (response.status === 200) return 0;
  const from = Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? NaN);
  if (response.status !== 206 || from !== had) throw new Fault('central.garbage', { status: response.status });
  return from;
}

async function keep(
  store: Store,
  response: Response,
  { wish, from }: { wish: DownloadWish; from: number },
): Promise<void> {
  const { sha256, most } = wish;
  if (from === 0) store.transact(() => forgetDownload(store, sha256));
  let at = from;
  let held: Uint8Array[] = [];
  let size = 0;
  const flush = (): void => {
    if (size === 0) return;
    const row = { sha256, at, bytes: Buffer.concat(held) };
    store.transact(() => store.run(store.sql.insertInto('download').values(row)));
    at += size;
    held = [];
    size = 0;
  };
  try {
    for await (const chunk of response.body ?? []) {
      if (at + size + chunk.byteLength > most) throw new Fault('central.garbage', { most });
      held.push(chunk);
      size += chunk.byteLength;
      if (size >= PIECE) flush();
    }
  } finally {
    flush();
  }
}

function heldBytes(store: Store, sha256: Sha256): number {
  const query = store.sql.selectFrom('download').select(['at', (eb) => eb.fn<number>('length', ['bytes']).as('size')]);
  const last = store.get(query.where('sha256', '=', sha256).orderBy('at', 'desc').limit(1));
  return last === undefined ? 0 : last.at + last.size;
}

function piecesOf(store: Store, sha256: Sha256): Uint8Array[] {
  const query = store.sql.selectFrom('download').select('bytes').where('sha256', '=', sha256).orderBy('at');
  return store.all(query).map((row) => row.bytes);
}

import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import type { Ack } from '../../src-shared/contract/central/batch.ts';
import { MAX_FEED_ITEMS } from '../../src-shared/contract/central/feed.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import { headStatement } from '../../src-shared/ledger/chain.ts';
import { sealerTo } from '../../src-shared/stick/hpke.ts';
import { sealedInfo, sealedStatement, sealRecords, type StickRecord } from '../../src-shared/stick/sealed-file.ts';
import type { ReplyOpening } from '../../src-shared/stick/stick-records.ts';
import { signText } from '../auth/signatures.ts';
import type { Central } from '../central.ts';
import { readPage } from '../feed/page.ts';
import { limits } from '../ingest/limits.ts';
import { grantLease } from '../leases/grant.ts';
import { settleRound } from '../settle/round.ts';
import type { Imported } from './import-file.ts';

const compress = promisify(zstdCompress);

/** About how many bytes of the feed one reply takes: it must fit through a counter's screen. */
const REPLY_BYTES = 20 * 1024 * 1024;
/** Hashes in one record. */
const HELD_AT_ONCE = 500;

export type ReplyParts = Pick<Central, 'db' | 'keys' | 'now' | 'books' | 'settings'>;

/**
 * Central's answer to a file, in pieces, sealed to that counter and signed: the acknowledgement, the blobs it holds,
 * and the feed since the counter's cursor with what became of the very entries, which are settled first. A lease
 * comes with it when the counter is short of numbers.
 */
export async function replyTo(parts: ReplyParts, imported: Imported): Promise<AsyncIterable<Uint8Array>> {
  const { keys, now } = parts;
  const { stream, opening } = imported;
  await lend(parts, imported);
  await settleAll(parts, stream);
  const sealer = await sealerTo(Buffer.from(opening.replyKey, 'base64'), Buffer.from(sealedInfo('reply')));
  const enc = Buffer.from(sealer.enc).toString('base64');
  const claims = { kind: 'reply' as const, stream, to: opening.replyKey, enc, madeAt: now().toISOString() };
  const header = { ...claims, signature: signText(keys.signing, sealedStatement(claims)) };
  return sealRecords(Buffer.from(JSON.stringify(header)), sealer, recordsOf(parts, imported));
}

async function* recordsOf(parts: ReplyParts, { stream, opening, held }: Imported): AsyncGenerator<StickRecord> {
  const first: ReplyOpening = { ack: await acknowledge(parts, stream), after: opening.feed };
  yield record('opening', first);
  for (let at = 0; at < held.length; at += HELD_AT_ONCE) yield record('held', held.slice(at, at + HELD_AT_ONCE));
  let room = REPLY_BYTES;
  let after = opening.feed;
  for (let more = true; more && room > 0;) {
    const page = await readPage(parts, stream, { after, limit: MAX_FEED_ITEMS }).catch(orNothing);
    if (page === undefined) return yield record('closing', { more: true });
    const text = JSON.stringify({ ...page, serverTime: parts.now().toISOString() });
    const bytes = await compress(text);
    yield { kind: 'page', bytes };
    room -= bytes.length;
    ({ next: after, more } = page);
    if (more && room <= 0) return yield record('closing', { more: true });
  }
  yield record('closing', { more: false });
}

/** A counter so far behind that it needs a whole snapshot gets that over the line alone. */
function orNothing(error: unknown): undefined {
  if (error instanceof Fault && error.code === 'central.snapshotNeeded') return undefined;
  throw error;
}

async function acknowledge({ db, keys, now }: ReplyParts, stream: StreamId): Promise<Ack> {
  const cursor = db.selectFrom('stream_cursor').select(['ack_seq', 'head']).where('stream', '=', stream);
  const row = await cursor.executeTakeFirstOrThrow();
  const [ackSeq, head] = [row.ack_seq, row.head as Sha256];
  const headCountersignature = signText(keys.signing, headStatement({ stream, seq: ackSeq, hash: head }));
  return { ackSeq, head, serverTime: now().toISOString(), headCountersignature, limits };
}

async function lend({ db, keys, now, settings }: ReplyParts, { stream, opening }: Imported): Promise<void> {
  const terms = { size: settings.leaseSize, days: settings.leaseDays };
  await grantLease(db, stream, { request: { remaining: opening.remaining }, terms, keys, now: now() });
}

/** Rounds of settling until this stream's entries, and a lease just granted, are through. */
async function settleAll({ db, books, keys, now }: ReplyParts, stream: StreamId): Promise<void> {
  for (;;) {
    const { settled } = await settleRound(db, { books, keys, now });
    const cursor = db.selectFrom('stream_cursor').select(['ack_seq', 'settled_seq']).where('stream', '=', stream);
    const row = await cursor.executeTakeFirstOrThrow();
    if (settled === 0 && row.settled_seq >= row.ack_seq) return;
  }
}

function record(kind: StickRecord['kind'], value: unknown): StickRecord {
  return { kind, bytes: Buffer.from(JSON.stringify(value)) };
}

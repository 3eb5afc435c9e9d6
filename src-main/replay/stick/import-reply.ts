import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { z } from 'zod';
import { FeedPage } from '../../../src-shared/contract/central/feed.ts';
import { Fault } from '../../../src-shared/errors.ts';
import type { StreamId } from '../../../src-shared/ids.ts';
import { openerFor } from '../../../src-shared/stick/hpke.ts';
import {
  ByteReader,
  openRecords,
  readHeader,
  SealedHeader,
  sealedInfo,
  sealedStatement,
  type StickRecord,
} from '../../../src-shared/stick/sealed-file.ts';
import { HeldBlobs, ReplyClosing, ReplyOpening } from '../../../src-shared/stick/stick-records.ts';
import type { Catalogues } from '../../../src-shared/catalogue/catalogue.ts';
import type { Clock } from '../../ports.ts';
import { confirmBlobs } from '../../store/blobs.ts';
import { applyFeed } from '../../store/feed.ts';
import type { Store } from '../../store/store.ts';
import { isSignedBy } from '../central-signature.ts';
import { checkPage } from '../pull.ts';
import { checkAck } from '../push.ts';
import { putCountersigned, readCursor, trustServerTime } from '../replay-store.ts';
import { replyKeyPair } from './reply-key.ts';

const decompress = promisify(zstdDecompress);
/** A page unfolds to no more than this. */
const MOST_PAGE = 64 * 1024 * 1024;

export interface ReplyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: Catalogues;
  readonly stream: StreamId;
  readonly centralKey: KeyObject;
}

/** What a reply brought. */
export interface ReplyTaken {
  acked: number;
  items: number;
}

/**
 * Takes central's answer to an export: its acknowledgement, what became of entries, decisions, blobs it holds. Every
 * part passes the checks it would pass on the line, and each is a whole step, so a reply that breaks off, comes twice
 * or comes late does no harm. Errors: `export.*`, `central.badSignature`, `central.badChain`.
 */
export async function importReply(parts: ReplyParts, source: AsyncIterable<Uint8Array>): Promise<ReplyTaken> {
  const reader = new ByteReader(source);
  const header = parse(SealedHeader, await readHeader(reader));
  const { publicKey, privateKey } = replyKeyPair(parts.store);
  const own = header.kind === 'reply' && header.stream === parts.stream && header.to === publicKey.toString('base64');
  if (!own) throw new Fault('export.foreign', { stream: header.stream });
  if (!isSignedBy(parts.centralKey, sealedStatement(header), header.signature)) throw new Fault('central.badSignature');
  const info = Buffer.from(sealedInfo('reply'));
  const opener = await openerFor(privateKey, { enc: Buffer.from(header.enc, 'base64'), info });
  const taken: ReplyTaken = { acked: 0, items: 0 };
  for await (const record of openRecords(opener, reader)) await takeRecord(parts, record, taken);
  return taken;
}

async function takeRecord(parts: ReplyParts, { kind, bytes }: StickRecord, taken: ReplyTaken): Promise<void> {
  switch (kind) {
    case 'opening':
      return takeOpening(parts, parse(ReplyOpening, bytes), taken);
    case 'page': {
      const text = await decompress(bytes, { maxOutputLength: MOST_PAGE }).catch((cause: unknown) => {
        throw new Fault('export.damaged', {}, { cause });
      });
      return takePage(parts, parse(FeedPage, text), taken);
    }
    case 'held':
      return confirmBlobs(parts.store, parse(HeldBlobs, bytes), parts.clock);
    case 'closing':
      return void parse(ReplyClosing, bytes);
    default:
      throw new Fault('export.damaged');
  }
}

function takeOpening({ store, ...parts }: ReplyParts, { ack, after }: ReplyOpening, taken: ReplyTaken): void {
  const countersigned = checkAck({ store, ...parts }, ack);
  const { acked, feed } = readCursor(store);
  // Pages that begin beyond what is here would leave a hole: the reply is to another copy of this counter.
  if (after > feed) throw new Fault('export.foreign', { change: after });
  taken.acked = Math.max(0, ack.ackSeq - acked);
  store.transact(() => {
    putCountersigned(store, countersigned);
    trustServerTime(store, ack.serverTime);
    if (taken.acked > 0) store.run(store.sql.updateTable('replay_cursor').set({ acked_seq: ack.ackSeq }));
  });
}

function takePage(parts: ReplyParts, page: FeedPage, taken: ReplyTaken): void {
  const { store, stream, rules } = parts;
  const { feed } = readCursor(store);
  const items = page.items.filter((item) => item.change > feed);
  checkPage(parts, items, { after: feed, next: page.next });
  if (items.length > 0) applyFeed(store, items, { stream, rules });
  taken.items += items.length;
  if (page.next > feed) {
    store.transact(() => store.run(store.sql.updateTable('replay_cursor').set({ feed_change: page.next })));
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, bytes: Uint8Array): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new Fault('export.damaged', {}, { cause });
  }
}

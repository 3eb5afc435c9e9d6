import type { KeyObject } from 'node:crypto';
import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, type Ack } from '../../src-shared/contract/central/batch.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import { headStatement } from '../../src-shared/ledger/chain.ts';
import { ENTRY_SCHEMA, OLDEST_ENTRY_SCHEMA } from '../../src-shared/ledger/entry-types.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { packBatch } from './batch.ts';
import type { CentralApi } from './central-client.ts';
import { isSignedBy } from './central-signature.ts';
import type { StepResult } from './lane.ts';
import { doubtDeliveries } from '../store/blobs.ts';
import { findHead } from '../store/journal.ts';
import { clearRestored, noteRestored } from '../store/restored.ts';
import {
  findHeadAt,
  learnSealKey,
  readCursor,
  recordContact,
  unsentEntries,
  type Countersigned,
} from './replay-store.ts';

/** Size of the first batch, before the line is known. */
const FIRST_SIZE = 32;
/** A batch that took longer is big enough. */
const QUICK_MS = 2_000;
/** Bytes of entries before compression in one batch: central unfolds 16 MiB at most. */
const RAW_BYTES = 8 * 1024 * 1024;

export interface PushParts {
  readonly api: CentralApi;
  readonly store: Store;
  readonly clock: Clock;
  readonly stream: StreamId;
  readonly key: KeyObject;
  /** Ed25519 of central. */
  readonly centralKey: KeyObject;
  readonly build: string;
  /** Central wants a newer program; entries go up all the same. */
  readonly onUpgrade: (needed: boolean) => void;
}

/**
 * Sends the journal: `hello` first, to learn what central has, then batch after batch. The size of a
 * batch follows the line: doubled when it went quickly, halved when it failed. Nothing is ever dropped:
 * the cursor moves only to a place whose hash central names as it is in this journal. An acknowledgement is
 * countersigned too, and kept; what `hello` says is not, so it moves the cursor, which may have to go back, and proves
 * nothing: bodies are emptied only under a countersigned head.
 */
export class Push {
  readonly #parts: PushParts;
  #greeted = false;
  #size = FIRST_SIZE;
  #limits = { maxEntries: MAX_BATCH_ENTRIES, maxBatchBytes: MAX_BATCH_BYTES };

  constructor(parts: PushParts) {
    this.#parts = parts;
  }

  async step(signal: AbortSignal): Promise<StepResult> {
    if (!this.#greeted) await this.#hello(signal);
    const { store, stream, clock } = this.#parts;
    const { acked } = readCursor(store);
    const most = Math.min(this.#size, this.#limits.maxEntries);
    const entries = unsentEntries(store, stream, { after: acked, most, bytes: RAW_BYTES });
    if (entries.length === 0) return 'idle';
    const body = await packBatch(entries, this.#parts);
    if (body.size > this.#limits.maxBatchBytes && entries.length > 1) {
      this.#size = Math.max(1, Math.floor(entries.length / 2));
      return 'more';
    }
    const sentAt = clock.now();
    const ack = await this.#send(body, { entries: entries.length, signal });
    if (ack === undefined) return 'more';
    const heardAt = clock.now();
    const countersigned = checkAck(this.#parts, ack);
    this.#limits = ack.limits;
    if (heardAt - sentAt < QUICK_MS) this.#size = Math.min(this.#size * 2, this.#limits.maxEntries);
    recordContact(store, { sentAt, heardAt, serverTime: ack.serverTime }, { acked: ack.ackSeq, countersigned });
    return 'more';
  }

  /** The acknowledgement, or undefined when the batch was too large and goes again in two. */
  async #send(body: File, { entries, signal }: { entries: number; signal: AbortSignal }): Promise<Ack | undefined> {
    const { api, stream } = this.#parts;
    try {
      return await api.batch({ params: { stream }, body }, { signal });
    } catch (error) {
      // Nothing was looked at: the same batch goes again when central has time.
      if (error instanceof Fault && error.code === 'central.busy') throw error;
      // Learn anew what central has before the next try: an answer may have been lost, or be a gap.
      this.#greeted = false;
      this.#size = Math.max(1, Math.floor(Math.min(this.#size, entries) / 2));
      if (error instanceof Fault && error.code === 'central.tooLarge' && entries > 1) return undefined;
      // Two PCs with one identity, or an older copy: asked at once, so that the cause is said and not its symptom.
      if (error instanceof Fault && error.code === 'central.badChain') await this.#hello(signal);
      throw error;
    }
  }

  async #hello(signal: AbortSignal): Promise<void> {
    const { api, store, stream, clock, build, onUpgrade } = this.#parts;
    const schemas = { oldest: OLDEST_ENTRY_SCHEMA, newest: ENTRY_SCHEMA };
    const sentAt = clock.now();
    try {
      const reply = await api.hello({ params: { stream }, body: { build, schemas } }, { signal });
      this.#checkWhole(reply.have);
      if (reply.have.seq < readCursor(store).acked) doubtDeliveries(store);
      this.#limits = reply.limits;
      if (reply.sealKey !== undefined) learnSealKey(store, reply.sealKey);
      onUpgrade(reply.upgradeAdvised);
      recordContact(store, { sentAt, heardAt: clock.now(), serverTime: reply.serverTime }, { acked: reply.have.seq });
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'central.upgradeNeeded') throw error;
      // An upgrade is asked for, yet it never stops the upload of what is written already.
      onUpgrade(true);
    }
    this.#greeted = true;
  }

  /**
   * What central has must be the beginning of this journal. When it is not, this PC runs from an older copy of its
   * data, or another PC has the same identity: throws `counter.restored {known, here}`.
   */
  #checkWhole({ seq, head }: { readonly seq: number; readonly head: string }): void {
    const { store, stream } = this.#parts;
    if (findHeadAt(store, stream, seq)?.hash === head) return clearRestored(store);
    const found = { known: seq, here: findHead(store, stream).seq };
    noteRestored(store, { ...found, by: 'central' });
    throw new Fault('counter.restored', found);
  }
}

/**
 * Central's word on the chain this counter wrote, to be kept. Throws `central.badChain` for a head that is not here,
 * `central.badSignature`.
 */
export function checkAck(
  { store, clock, stream, centralKey }: Pick<PushParts, 'store' | 'clock' | 'stream' | 'centralKey'>,
  { ackSeq, head, headCountersignature }: Ack,
): Countersigned {
  if (findHeadAt(store, stream, ackSeq)?.hash !== head) throw new Fault('central.badChain', { seq: ackSeq });
  const statement = headStatement({ stream, seq: ackSeq, hash: head });
  if (!isSignedBy(centralKey, statement, headCountersignature)) throw new Fault('central.badSignature');
  return { stream, seq: ackSeq, head, signature: headCountersignature, signed_at: new Date(clock.now()).toISOString() };
}

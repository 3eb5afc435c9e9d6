import { z } from 'zod';
import { EntryId, Instant, Sha256, StreamId } from '../../ids.ts';
import { Limits, Signature } from './enrolment.ts';

/** Entries one batch may hold. */
export const MAX_BATCH_ENTRIES = 500;
/** Bytes of a batch on the wire, compressed. */
export const MAX_BATCH_BYTES = 1024 * 1024;
/** Bytes a batch may unfold to: bounds the work a compressed bomb can cause. */
export const MAX_BATCH_UNFOLDED = 16 * 1024 * 1024;

export const BATCH_TYPE = 'application/zstd';

/** First line of a batch; the entries follow, one JSON text a line (NDJSON), all in one zstd frame (RFC 8878). */
export const BatchHeader = z.strictObject({
  from: z.int().positive(),
  to: z.int().positive(),
  /** Hash of entry `to`. */
  head: Sha256,
  /** Ed25519 over `batchStatement()`. */
  signature: Signature,
});
export type BatchHeader = z.infer<typeof BatchHeader>;

/**
 * An entry as received: strict in what the chain and the sequence need, lenient in the rest, so that
 * an entry of another build is kept raw and looked at by a person instead of stopping the stream.
 */
export const WireEntry = z.looseObject({
  stream: StreamId,
  seq: z.int().positive(),
  id: EntryId,
  type: z.string(),
  schema: z.number(),
  subject: z.string(),
  deps: z.array(z.string()),
  actor: z.string(),
  role: z.string(),
  at: z.string(),
  boot: z.number(),
  offsetMs: z.number().nullable(),
  blobs: z.array(z.looseObject({ sha256: z.string(), size: z.number() })),
  prevHash: Sha256,
  hash: Sha256,
  body: z.string(),
});
export type WireEntry = z.infer<typeof WireEntry>;

/** Durably received: the counter may forget the unsent copy now. What became of it comes as a receipt. */
export const Ack = z.strictObject({
  ackSeq: z.int().nonnegative(),
  head: Sha256,
  serverTime: Instant,
  /** Ed25519 by central over `headStatement()` of `ackSeq` and `head`. */
  headCountersignature: Signature,
  limits: Limits,
});
export type Ack = z.infer<typeof Ack>;

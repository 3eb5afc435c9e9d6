import { z } from 'zod';
import { CentreCode, Instant, StreamId } from '../../ids.ts';
import { CentreReference } from './feed.ts';

/** A raw 32-byte key (Ed25519 or X25519 public key, RFC 8032 and RFC 7748) in base64. */
export const RawKey = z.base64().length(44);

/** Ed25519 signature, 64 bytes, in base64. */
export const Signature = z.base64().length(88);

/** Entry schema versions a build writes or reads, both ends included. */
export const SchemaRange = z.strictObject({ oldest: z.int().positive(), newest: z.int().positive() });
export type SchemaRange = z.infer<typeof SchemaRange>;

/** Version of the counter's program, e.g. `0.1.0`. */
export const Build = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.+-]{0,39}$/);

/** A technician brings a one-time code; the counter brings the public half of its signing key. */
export const EnrolRequest = z.strictObject({
  code: z.string().min(8).max(40),
  /** Ed25519: what the counter's batches will be signed with. */
  publicKey: RawKey,
  build: Build,
  /** The stream this journal had before: the code must be for the very same counter, else it is refused. */
  renews: StreamId.optional(),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

/** A stream as far as it was received, with the hash of its last entry; 0 and the genesis hash before the first. */
export const StreamPlace = z.strictObject({
  stream: StreamId,
  seq: z.int().nonnegative(),
  head: z.string().length(64),
});
export type StreamPlace = z.infer<typeof StreamPlace>;

/** All a counter needs to work and to replay. The key is shown this once; central keeps its hash. */
export const EnrolReply = z.strictObject({
  /** Central chose the epoch: a counter enrolled again is a new stream. */
  stream: StreamId,
  centre: CentreCode,
  counter: z.int().positive(),
  apiKey: z.string().min(40).max(100),
  /** Ed25519: checks central's countersignatures. */
  centralKey: RawKey,
  /** X25519: the store's key is also wrapped to it, for recovery by the authority. */
  escrowKey: RawKey,
  /** X25519: files for central that go by stick are sealed to it (HPKE, RFC 9180). */
  sealKey: RawKey.optional(),
  reference: CentreReference,
  serverTime: Instant,
  /** To a renewal: the last entry central has of each stream of this counter; of any other stream it has none. */
  have: z.array(StreamPlace).max(10_000).optional(),
});
export type EnrolReply = z.infer<typeof EnrolReply>;

/** The first call of every session. */
export const HelloRequest = z.strictObject({ build: Build, schemas: SchemaRange });
export type HelloRequest = z.infer<typeof HelloRequest>;

/** What central takes in one batch. */
export const Limits = z.strictObject({
  maxEntries: z.int().positive(),
  /** Compressed bytes of a batch. */
  maxBatchBytes: z.int().positive(),
  maxBlobBytes: z.int().positive(),
});
export type Limits = z.infer<typeof Limits>;

export const HelloReply = z.strictObject({
  /** Last entry received durably; 0 and the genesis hash before the first. */
  have: z.strictObject({ seq: z.int().nonnegative(), head: z.string().length(64) }),
  serverTime: Instant,
  limits: Limits,
  /** Entry schemas central reads. An entry outside is received all the same and kept for an upgrade. */
  schemas: SchemaRange,
  /** X25519: see `EnrolReply`. A counter enrolled by an older central learns it here. */
  sealKey: RawKey.optional(),
  /** True when the build should be updated; it never stops the upload of entries. */
  upgradeAdvised: z.boolean(),
});
export type HelloReply = z.infer<typeof HelloReply>;

import { z } from 'zod';
import { CentreCode, Instant, Sha256 } from '../../ids.ts';
import { Subject } from '../../ledger/entry.ts';
import { Signature } from './enrolment.ts';
import { CentreReference, ChangeNumber, Receipt } from './feed.ts';

/** Largest snapshot file on the wire, bytes; it unfolds to `MAX_FILE_UNFOLDED` at most. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;
export const MAX_FILE_UNFOLDED = 32 * 1024 * 1024;
/** Where a snapshot's files are, by their hash: bytes with `Range` (RFC 9110, 14.2). */
export const FILES_PATH = '/v1/files';

/** One immutable file of a snapshot, named by the SHA-256 of its bytes (zstd, RFC 8878, over NDJSON). */
export const SnapshotFile = z.strictObject({
  sha256: Sha256,
  size: z.int().positive().max(MAX_FILE_BYTES),
  /** Subjects in it, one a line. */
  subjects: z.int().positive(),
});
export type SnapshotFile = z.infer<typeof SnapshotFile>;

/** A line of a snapshot file: a subject and its state as JSON text, verbatim. */
export const SnapshotLine = z.strictObject({ subject: Subject, state: z.string() });
export type SnapshotLine = z.infer<typeof SnapshotLine>;

/** All a centre is subscribed to as of a change; what came later is in the feed after it. */
export const Manifest = z.strictObject({
  centre: CentreCode,
  change: ChangeNumber,
  madeAt: Instant,
  files: z.array(SnapshotFile).max(10_000),
  /** Ed25519 by central over `manifestStatement()`. */
  signature: Signature,
});
export type Manifest = z.infer<typeof Manifest>;

export const SnapshotReply = z.strictObject({ manifest: Manifest, reference: CentreReference });
export type SnapshotReply = z.infer<typeof SnapshotReply>;

/**
 * Asks for the receipts of a stream as they stood at a change: what a snapshot does not hold. `epoch` is an earlier
 * one of the same counter, whose entries were settled after it was renewed.
 */
export const ReceiptsQuery = z.strictObject({
  after: z.coerce.number().int().nonnegative(),
  change: z.coerce.number().int().positive(),
  epoch: z.coerce.number().int().positive().optional(),
});
export type ReceiptsQuery = z.infer<typeof ReceiptsQuery>;

export const MAX_RECEIPTS = 500;

export const ReceiptsPage = z.strictObject({
  receipts: z.array(z.strictObject({ receipt: Receipt, change: z.int().nonnegative(), at: Instant })).max(MAX_RECEIPTS),
  more: z.boolean(),
});
export type ReceiptsPage = z.infer<typeof ReceiptsPage>;

/** What central signs of a snapshot. */
export function manifestStatement({ centre, change, madeAt, files }: Omit<Manifest, 'signature'>): string {
  const lines = files.map(({ sha256, size, subjects }) => `${sha256} ${size} ${subjects}`);
  return ['parwana-snapshot-1', centre, change, madeAt, ...lines].join('\n');
}

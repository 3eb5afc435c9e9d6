import { z } from 'zod';
import { EntryId, Instant, Sha256, StaffId, StreamId } from '../ids.ts';
import { ActorRole } from '../roles.ts';

/** `kind:key`, e.g. `person:3520212345671`; the kind chooses the fold. */
export const Subject = z
  .string()
  .regex(/^(person|till|stock|lease|reports|devices|exception|recall|catalogue|checks):[A-Za-z0-9:-]{3,80}$/)
  .brand('Subject');
export type Subject = z.infer<typeof Subject>;

export const BlobRef = z.strictObject({ sha256: Sha256, size: z.int().positive() });
export type BlobRef = z.infer<typeof BlobRef>;

/** All of an entry but its place in the chain: what the chain hashes, besides the body. */
export const EntryHeader = z.strictObject({
  stream: StreamId,
  /** Gapless per stream, from 1. */
  seq: z.int().positive(),
  id: EntryId,
  type: z.string().min(3).max(64),
  /** Version of the body's schema. */
  schema: z.int().positive(),
  subject: Subject,
  /** Entries that must be applied before this one. */
  deps: z.array(EntryId).max(16),
  actor: StaffId,
  role: ActorRole,
  /** The device's wall clock; order comes from `seq` and receipts, never from this. */
  at: Instant,
  /** Starts of the core since enrolment. */
  boot: z.int().nonnegative(),
  /** Device clock minus central's time as far as it is known, ms; null before the first contact. */
  offsetMs: z.int().nullable(),
  blobs: z.array(BlobRef).max(16),
  /** Hash of the entry before; the stream's genesis hash for the first. */
  prevHash: Sha256,
});
export type EntryHeader = z.infer<typeof EntryHeader>;

/** An entry as stored and sent: the body is verbatim JSON text, never parsed and printed again. */
export const Entry = z.strictObject({ ...EntryHeader.shape, body: z.string().max(262_144), hash: Sha256 });
export type Entry = z.infer<typeof Entry>;

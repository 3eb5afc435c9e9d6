import { z } from 'zod';
import { Ack } from '../contract/central/batch.ts';
import { RawKey } from '../contract/central/enrolment.ts';
import { Sha256 } from '../ids.ts';

/** First record of a file to central: what its answer needs. */
export const UnsentOpening = z.strictObject({
  /** X25519 of the counter: the reply is sealed to it. */
  replyKey: RawKey,
  /** Last change of the feed that the counter has. */
  feed: z.int().nonnegative(),
  /** Licence numbers left, for a lease to come back. */
  remaining: z.int().nonnegative(),
});
export type UnsentOpening = z.infer<typeof UnsentOpening>;

/** A blob's bytes follow in `piece` records. */
export const BlobRecord = z.strictObject({ sha256: Sha256, size: z.int().positive() });
export type BlobRecord = z.infer<typeof BlobRecord>;

/** How many of each a file to central holds. */
export const UnsentClosing = z.strictObject({ entries: z.int().nonnegative(), blobs: z.int().nonnegative() });
export type UnsentClosing = z.infer<typeof UnsentClosing>;

/** First record of a reply: central's acknowledgement, as to a batch. Feed pages follow, as answered to `feed`. */
export const ReplyOpening = z.strictObject({
  ack: Ack,
  /** The pages begin after this change. */
  after: z.int().nonnegative(),
});
export type ReplyOpening = z.infer<typeof ReplyOpening>;

/** Blobs of the file that central holds whole. */
export const HeldBlobs = z.array(Sha256).max(1_000);

/** `more`: there is more of the feed than one reply takes; it comes with the next. */
export const ReplyClosing = z.strictObject({ more: z.boolean() });

/** Bytes of a blob in one record. */
export const PIECE_BYTES = 256 * 1024;

import { z } from 'zod';
import { Sha256 } from '../../ids.ts';

/** Where blobs go up, by tus 1.0 (https://tus.io/protocols/resumable-upload), metadata `sha256` in hex. */
export const UPLOADS_PATH = '/v1/uploads';
/** Where they come down, as `/v1/blobs/{sha256}/bytes`, with `Range` (RFC 9110, 14.2). */
export const BLOBS_PATH = '/v1/blobs';
/** The hash of what arrived is not the hash announced (status of the tus checksum extension). */
export const CHECKSUM_MISMATCH = 460;
/** A photo or a report; larger files have no place in the journal. */
export const MAX_BLOB_BYTES = 16 * 1024 * 1024;

/** Small blobs of a quick line, many in one request: `[{sha256, size}…]` as a line of JSON, then their bytes. */
export const BUNDLE_TYPE = 'application/x-parwana-bundle';
/** Bytes of a bundle, its first line included. */
export const MAX_BUNDLE_BYTES = 4 * 1024 * 1024;
export const MAX_BUNDLED_BYTES = 256 * 1024;
/** Blobs of a bundle. */
export const MAX_BUNDLED = 100;
export const BundleHead = z
  .array(z.strictObject({ sha256: Sha256, size: z.int().positive().max(MAX_BUNDLED_BYTES) }))
  .min(1)
  .max(MAX_BUNDLED);
export type BundleHead = z.infer<typeof BundleHead>;

export const BlobPresence = z.strictObject({ sha256: Sha256, present: z.boolean() });
export type BlobPresence = z.infer<typeof BlobPresence>;

/** Asks for many at once: one round trip on a slow line. */
export const MissingBlobsRequest = z.strictObject({ sha256: z.array(Sha256).min(1).max(500) });
export const MissingBlobsReply = z.strictObject({ missing: z.array(Sha256) });

/** All of them are held now, durably. */
export const BundleReply = z.strictObject({ held: z.int().positive() });

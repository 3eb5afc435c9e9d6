import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES } from '../../src-shared/contract/central/batch.ts';
import { MAX_BLOB_BYTES } from '../../src-shared/contract/central/blobs.ts';
import type { Limits } from '../../src-shared/contract/central/enrolment.ts';

/** What central takes at once. */
export const limits: Limits = {
  maxEntries: MAX_BATCH_ENTRIES,
  maxBatchBytes: MAX_BATCH_BYTES,
  maxBlobBytes: MAX_BLOB_BYTES,
};

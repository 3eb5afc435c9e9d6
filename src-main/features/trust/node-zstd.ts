import { zstdDecompressSync } from 'node:zlib';
import type { Unfold } from '../../../src-shared/credential/status-token.ts';

/** zstd by Node's own library. */
export const unfoldZstd: Unfold = (frame, most) => {
  try {
    return zstdDecompressSync(frame, { maxOutputLength: most });
  } catch {
    return undefined;
  }
};

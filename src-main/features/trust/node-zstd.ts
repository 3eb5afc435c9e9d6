import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Zstd } from '../../../src-shared/credential/status-token.ts';

/** zstd by Node's own library. */
export const nodeZstd: Zstd = {
  compress: (bytes) => zstdCompressSync(bytes),
  decompress: (bytes, most) => {
    try {
      return zstdDecompressSync(bytes, { maxOutputLength: most });
    } catch {
      return undefined;
    }
  },
};

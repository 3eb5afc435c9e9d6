import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import type { Entry } from './journal.ts';

/** A batch as bytes; `header` replaces what an honest counter would say. docs/replay.md, "Push". */
export function packBatch(
  entries: readonly Entry[],
  { key, header = {} }: { key: KeyObject; header?: Readonly<Record<string, unknown>> },
): Buffer {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a batch holds entries');
  const honest = { from: first.seq, to: last.seq, head: last.hash };
  const statement = `parwana-batch-1\n${first.stream}\n${honest.from}\n${honest.to}\n${honest.head}`;
  const signature = sign(null, Buffer.from(statement), key).toString('base64');
  return compress([{ ...honest, signature, ...header }, ...entries].map((line) => JSON.stringify(line)).join('\n'));
}

export function compress(text: string | Uint8Array): Buffer {
  return zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
}

/** Is this text signed (Ed25519) by the raw 32-byte key in base64? */
export function isSigned(text: string, { key, signature }: { key: string; signature: string }): boolean {
  const x = Buffer.from(key, 'base64').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
}

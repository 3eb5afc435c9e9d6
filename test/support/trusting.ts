import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { newKeyPair, nodeCrypto, signerOf, type CredentialKeyPair } from '../../src-main/features/trust/node-crypto.ts';
import type { Store } from '../../src-main/store/store.ts';
import {
  addStatements,
  adoptCardKey,
  adoptDirectory,
  chainOf,
  countStatements,
  putStatusFile,
} from '../../src-main/store/trust.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { keyId } from '../../src-shared/credential/cose-key.ts';
import { writeDirectory } from '../../src-shared/credential/directory.ts';
import { setStatus, type CardStatus } from '../../src-shared/credential/status.ts';
import { writeSnapshot } from '../../src-shared/credential/status-token.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import type { Authority } from './authority.ts';

export interface Word {
  /** When central said it. */
  readonly madeAt: string;
  /** What the list QAA says of places; all others are valid. */
  readonly listed?: readonly (readonly [index: number, status: CardStatus])[];
}

/** Keys and a status list come down to a counter, as central would send them. */
export function bringTrust(store: Store, authority: Authority, { madeAt, listed = [] }: Word): void {
  const status = authority.certify(newKeyPair(authority.algorithm), {
    use: 'status',
    holder: 'central',
    by: authority.root,
  });
  const signer = signerOf(status.secret);
  const after = countStatements(store);
  addStatements(store, { root: authority.anchor, after, statements: authority.statements.slice(after) });
  const bits = new Uint8Array(1_000);
  for (const [index, each] of listed) setStatus(bits, index, each);
  const version = Math.floor(Date.parse(madeAt) / 1000);
  const bytes = writeSnapshot({ list: 'QAA', version, madeAt, lst: zstdCompressSync(bits) }, signer);
  const sha256 = createHash('sha256').update(bytes).digest();
  store.transact(() => putStatusFile(store, { sha256: toHex(sha256), list: 'QAA', from_version: 0, version, bytes }));
  const directory = {
    madeAt,
    statements: authority.statements.length,
    chain: chainOf(authority.statements),
    lists: [{ list: 'QAA', files: [{ sha256, size: bytes.length, from: 0, version }] }],
  };
  adoptDirectory(store, Buffer.from(writeDirectory(directory, signer)).toString('base64'), directory);
}

/** The counter signs cards by that key from now on. */
export function giveCardKey(store: Store, stream: StreamId, pair: CredentialKeyPair): void {
  const kid = toHex(keyId(nodeCrypto, pair.key));
  const secret = pair.secret.toString('base64');
  adoptCardKey(store, { stream, algorithm: pair.key.algorithm, kid, secret });
}

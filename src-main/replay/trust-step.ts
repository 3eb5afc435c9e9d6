import type { KeyObject } from 'node:crypto';
import {
  MAX_STATUS_BYTES,
  rootStatement,
  STATUS_PATH,
  type TrustReply,
} from '../../src-shared/contract/central/trust.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import type { Sign1 } from '../../src-shared/credential/cose-sign1.ts';
import { readDirectory, type StatusFile, type TrustDirectory } from '../../src-shared/credential/directory.ts';
import { Keyring } from '../../src-shared/credential/keyring.ts';
import { readStatusToken } from '../../src-shared/credential/status-token.ts';
import { Fault } from '../../src-shared/errors.ts';
import { Sha256, type StreamId } from '../../src-shared/ids.ts';
import { nodeCrypto } from '../features/trust/node-crypto.ts';
import { unfoldZstd } from '../features/trust/node-zstd.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import {
  addStatements,
  adoptDirectory,
  chainOf,
  countStatements,
  filesOf,
  findDirectory,
  findRoot,
  forgetStatements,
  hasStatusFile,
  putStatusFile,
  readStatements,
  wantFiles,
} from '../store/trust.ts';
import { renewCardKey } from './card-key.ts';
import type { CentralAddress, CentralApi } from './central-client.ts';
import { isSignedBy } from './central-signature.ts';
import { download, forgetDownload } from './download.ts';
import type { StepResult } from './lane.ts';

export interface TrustParts {
  readonly api: CentralApi;
  readonly central: CentralAddress;
  readonly store: Store;
  readonly clock: Clock;
  readonly stream: StreamId;
  readonly centralKey: KeyObject;
}

/**
 * Brings down what was said about keys since the last time, and the status lists in force; then sees to this counter's
 * own key. Each part is checked before it is kept: the root by central's word, every other key by the one above it,
 * files by their hash and the status key. Throws `central.badSignature`, `central.garbage`, and what the line does.
 */
export async function trustStep(parts: TrustParts, signal: AbortSignal): Promise<StepResult> {
  const { store, api, stream } = parts;
  const after = countStatements(store);
  const reply = await api.trust({ params: { stream }, query: { after } }, { signal }).catch(orNothing);
  if (reply === undefined) return 'idle';
  keep(parts, reply, after);
  if (reply.more) return 'more';
  const found = readDirectory(Buffer.from(reply.directory, 'base64'));
  if (!found.ok) throw new Fault('central.garbage', { what: found.why });
  const { directory, token } = found.value;
  const statements = readStatements(store);
  if (statements.length < directory.statements) {
    // The directory is older than the answer it comes in, so what it counts was there to be sent.
    if (reply.statements.length === 0) throw new Fault('central.garbage', { what: 'statements' });
    return 'more';
  }
  if (!chainOf(statements.slice(0, directory.statements)).equals(directory.chain)) {
    // Of a central that was set back all is asked for anew, after a pause: one that lies would be asked without end.
    forgetStatements(store);
    throw new Fault('central.garbage', { what: 'chain' });
  }
  const keyring = new Keyring(nodeCrypto, [reply.root.kid], statements);
  mustBeStatus(keyring, token, directory.madeAt);
  if (isNewer(store, directory)) {
    await fetchFiles(parts, { keyring, directory, signal });
    adoptDirectory(store, reply.directory, directory);
  }
  return renewCardKey(parts, { keyring, algorithm: reply.algorithm, signal });
}

/** A central of before has no keys for cards. */
function orNothing(error: unknown): undefined {
  if (error instanceof Fault && error.code === 'input.unknownProcedure') return undefined;
  throw error;
}

function keep({ store, centralKey }: TrustParts, { root, statements, next }: TrustReply, after: number): void {
  if (!isSignedBy(centralKey, rootStatement(root.kid), root.signature)) throw new Fault('central.badSignature');
  if ((findRoot(store) ?? root.kid) !== root.kid) throw new Fault('central.badSignature', { what: 'root' });
  if (next !== after + statements.length) throw new Fault('central.garbage', { what: 'statements' });
  const bytes = statements.map((each) => Buffer.from(each, 'base64'));
  if (bytes.length > 0) addStatements(store, { root: root.kid, after, statements: bytes });
}

/** What says what is in force, and the lists themselves, are signed by a status key that was valid then. */
export function mustBeStatus(keyring: Keyring, token: Sign1, madeAt: string): void {
  const { key, signed } = keyring.signerOf(token);
  const { use, from, until } = key?.certificate ?? { use: 'none', from: '', until: '' };
  const valid = madeAt >= from && madeAt <= until && (key?.revokedSince ?? '9') > madeAt;
  if (!signed || use !== 'status' || !valid) throw new Fault('central.badSignature', { what: 'status' });
}

/** An older word than the one that is here would turn back what was said since. */
function isNewer(store: Store, { madeAt }: TrustDirectory): boolean {
  const known = findDirectory(store);
  const before = known === undefined ? undefined : readDirectory(Buffer.from(known, 'base64'));
  return before?.ok !== true || before.value.directory.madeAt < madeAt;
}

interface Fetching {
  readonly keyring: Keyring;
  readonly directory: TrustDirectory;
  readonly signal: AbortSignal;
}

async function fetchFiles(parts: TrustParts, { keyring, directory, signal }: Fetching): Promise<void> {
  const { store } = parts;
  const missing = filesOf(directory.lists).filter((sha256) => !hasStatusFile(store, sha256));
  if (missing.length === 0) return;
  wantFiles(store, missing);
  for (const { list, files } of directory.lists) {
    for (const file of files) {
      if (!missing.includes(toHex(file.sha256))) continue;
      await fetchFile(parts, { list, file, keyring, signal });
    }
  }
}

async function fetchFile(
  { store, central }: TrustParts,
  { list, file, keyring, signal }: { list: string; file: StatusFile; keyring: Keyring; signal: AbortSignal },
): Promise<void> {
  const sha256 = Sha256.parse(toHex(file.sha256));
  if (file.size > MAX_STATUS_BYTES) throw new Fault('central.garbage', { what: 'size' });
  const wish = { sha256, path: `${STATUS_PATH}/${sha256}`, most: file.size, signal };
  const bytes = await download({ central, store }, wish);
  const found = readStatusToken(bytes, unfoldZstd);
  if (!found.ok) throw new Fault('central.garbage', { what: found.why });
  const { status, token } = found.value;
  mustBeStatus(keyring, token, status.madeAt);
  const from = status.is === 'delta' ? status.from : 0;
  if (status.list !== list || from !== file.from || status.version !== file.version) {
    throw new Fault('central.garbage', { what: 'list' });
  }
  store.transact(() => {
    putStatusFile(store, { sha256, list, from_version: from, version: status.version, bytes });
    forgetDownload(store, sha256);
  });
}

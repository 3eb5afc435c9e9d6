import { createHash } from 'node:crypto';
import { z } from 'zod';
import { toHex } from '../../../src-shared/credential/bytes.ts';
import { readDirectory, type TrustDirectory } from '../../../src-shared/credential/directory.ts';
import { Keyring } from '../../../src-shared/credential/keyring.ts';
import { statusAt } from '../../../src-shared/credential/status.ts';
import { applyDelta, readStatusToken } from '../../../src-shared/credential/status-token.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { mustBeStatus } from '../../replay/trust-step.ts';
import type { Store } from '../../store/store.ts';
import { chainOf, findDirectory, findRoot, readStatements, statusFilesOf } from '../../store/trust.ts';
import { nodeCrypto } from '../trust/node-crypto.ts';
import { unfoldZstd } from '../trust/node-zstd.ts';
import type { Trust } from '../trust/trust-board.ts';

/** Keys and status lists of a counter in one file, so that cards can be verified where there is no counter. Nothing in it is secret. */
const TrustFile = z.strictObject({
  format: z.literal('parwana-trust-1'),
  practice: z.boolean(),
  root: z.string().regex(/^[0-9a-f]{16}$/),
  statements: z.array(z.base64()),
  directory: z.base64(),
  /** Signed files of the status lists. */
  files: z.array(z.base64()),
});

/** Largest file that is read, characters. */
export const MOST_TRUST = 64 * 1024 * 1024;

/** What a trust file says, once every signature in it was checked up to its root. */
export interface TakenTrust extends Trust {
  readonly practice: boolean;
  /** Name of the root key it all rests on: whoever gives the file must have it from the authority. */
  readonly root: string;
}

/** Undefined where keys have not come down to this store yet. */
export function writeTrustFile(store: Store, practice: boolean): string | undefined {
  const root = findRoot(store);
  const directory = findDirectory(store);
  const found = directory === undefined ? undefined : readDirectory(Buffer.from(directory, 'base64'));
  if (root === undefined || directory === undefined || found?.ok !== true) return undefined;
  const files = found.value.directory.lists.flatMap(({ list }) => statusFilesOf(store, list));
  const file: z.infer<typeof TrustFile> = {
    format: 'parwana-trust-1',
    practice,
    root,
    statements: readStatements(store).map((each) => Buffer.from(each).toString('base64')),
    directory,
    files: files.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
  };
  return JSON.stringify(file);
}

/** Errors: `input.malformed` for what is no such file, `central.badSignature` where anything in it is not signed as it has to be. */
export function readTrustFile(text: string): TakenTrust {
  const { practice, root, statements, directory: token, files } = parse(text);
  const bytes = statements.map((each) => Buffer.from(each, 'base64'));
  const keyring = new Keyring(nodeCrypto, [root], bytes);
  const found = readDirectory(Buffer.from(token, 'base64'));
  if (!found.ok) throw new Fault('input.malformed');
  const { directory } = found.value;
  mustBeStatus(keyring, found.value.token, directory.madeAt);
  if (!chainOf(bytes.slice(0, directory.statements)).equals(directory.chain)) throw new Fault('central.badSignature');
  const lists = unfoldLists(directory, { keyring, files: files.map((each) => Buffer.from(each, 'base64')) });
  const asOf = directory.madeAt;
  const statusOf = (list: string, index: number) => {
    const bits = lists.get(list);
    return bits === undefined ? undefined : statusAt(bits, index);
  };
  return { practice, root, keyring, asOf, status: { asOf, statusOf } };
}

function parse(text: string): z.infer<typeof TrustFile> {
  if (text.length > MOST_TRUST) throw new Fault('input.malformed');
  try {
    return TrustFile.parse(JSON.parse(text));
  } catch {
    throw new Fault('input.malformed');
  }
}

/** Every file that the directory names has to be there, be what it names, and be signed. */
function unfoldLists(
  { lists }: TrustDirectory,
  { keyring, files }: { keyring: Keyring; files: readonly Buffer[] },
): ReadonlyMap<string, Uint8Array> {
  const byHash = new Map(files.map((bytes) => [createHash('sha256').update(bytes).digest('hex'), bytes]));
  const unfolded = new Map<string, Uint8Array>();
  for (const { list, files: named } of lists) {
    for (const { sha256 } of named) {
      const found = readStatusToken(byHash.get(toHex(sha256)) ?? Buffer.alloc(0), unfoldZstd);
      if (!found.ok || found.value.status.list !== list) throw new Fault('input.malformed');
      const { status, token } = found.value;
      mustBeStatus(keyring, token, status.madeAt);
      const before = unfolded.get(list) ?? new Uint8Array();
      unfolded.set(list, status.is === 'snapshot' ? new Uint8Array(status.bits) : applyDelta(before, status));
    }
  }
  return unfolded;
}

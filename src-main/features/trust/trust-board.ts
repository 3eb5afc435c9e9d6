import { readDirectory } from '../../../src-shared/credential/directory.ts';
import { Keyring } from '../../../src-shared/credential/keyring.ts';
import { statusAt, type StatusSource } from '../../../src-shared/credential/status.ts';
import { applyDelta, readStatusToken } from '../../../src-shared/credential/status-token.ts';
import type { Store } from '../../store/store.ts';
import { countStatements, findDirectory, findRoot, readStatements, statusFilesOf } from '../../store/trust.ts';
import { nodeCrypto } from './node-crypto.ts';
import { unfoldZstd } from './node-zstd.ts';

/** What is believed here: keys, and status lists as of a moment. */
export interface Trust {
  readonly keyring: Keyring;
  /** When central last vouched for keys and lists; null when it never did. */
  readonly asOf: string | null;
  readonly status: StatusSource;
}

/** What was made of a store's statements and files, by what they were then. */
const made = new WeakMap<Store, { readonly of: string; readonly trust: Trust }>();

/** Keys and lists of a store, read and unfolded once until something new came down. */
export function trustOf(store: Store): Trust {
  const directory = findDirectory(store);
  const of = `${countStatements(store)} ${directory ?? ''}`;
  const known = made.get(store);
  if (known?.of === of) return known.trust;
  const trust = readTrust(store, directory);
  made.set(store, { of, trust });
  return trust;
}

function readTrust(store: Store, directory: string | undefined): Trust {
  const root = findRoot(store);
  const keyring = new Keyring(nodeCrypto, root === undefined ? [] : [root], readStatements(store));
  const found = directory === undefined ? undefined : readDirectory(Buffer.from(directory, 'base64'));
  const asOf = found?.ok === true ? found.value.directory.madeAt : null;
  const named = new Set(found?.ok === true ? found.value.directory.lists.map(({ list }) => list) : []);
  const lists = new Map<string, Uint8Array>();
  const bitsOf = (list: string): Uint8Array | undefined => {
    if (!named.has(list)) return undefined;
    const bits = lists.get(list) ?? unfold(store, list);
    if (bits !== undefined) lists.set(list, bits);
    return bits;
  };
  const statusOf: StatusSource['statusOf'] = (list, index) => {
    const bits = bitsOf(list);
    return bits === undefined ? undefined : statusAt(bits, index);
  };
  return { keyring, asOf, status: { asOf, statusOf } };
}

/** A list's snapshot with the deltas after it; what was checked when it came is not checked again. */
function unfold(store: Store, list: string): Uint8Array | undefined {
  let bits: Uint8Array | undefined;
  for (const { bytes } of statusFilesOf(store, list)) {
    const found = readStatusToken(bytes, unfoldZstd);
    if (!found.ok) return undefined;
    const { status } = found.value;
    if (status.is === 'snapshot') bits = new Uint8Array(status.bits);
    else if (bits !== undefined) bits = applyDelta(bits, status);
  }
  return bits;
}

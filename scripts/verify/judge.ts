import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findPracticeFile } from '../../src-main/hosts/practice-file.ts';
import { readNumber } from '../../src-main/features/verify/read-number.ts';
import { readTrustFile, writeTrustFile } from '../../src-main/features/verify/trust-file.ts';
import { verifyNumber } from '../../src-main/features/verify/check-number.ts';
import { verifyText } from '../../src-main/features/trust/verify.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore, storeFile } from '../../src-main/store/open-store.ts';
import type { Store } from '../../src-main/store/store.ts';
import type { Verification } from '../../src-shared/credential/verdict.ts';
import { verifyText as judgeText } from '../../src-shared/credential/verify.ts';
import { type Asked, WrongUse } from './arguments.ts';

const clock = { now: () => Date.now() };

/** By keys and lists of a file: anywhere, by this PC's clock, without a register. Errors: `input.malformed`, `central.badSignature`. */
export function judgeByFile(text: string, { trust = '', root }: Asked): Verification {
  if (!existsSync(trust)) throw new WrongUse(`There is no file ${trust}.`);
  const taken = readTrustFile(readFileSync(trust, 'utf8'));
  if (root !== undefined && root !== taken.root) {
    throw new WrongUse(`The file is of the authority ${taken.root}, not ${root}.`);
  }
  const { keyring, asOf, status, practice } = taken;
  const now = new Date(clock.now()).toISOString();
  return judgeText({ keyring, keysAsOf: asOf, status, now, practice }, readNumber(text) ?? text);
}

/** Opens a counter's store for one question. Errors: `store.*`. */
export async function withCounter<Value>(
  { dataDir, keyFile }: Asked,
  work: (store: Store, practice: boolean) => Value,
): Promise<Value> {
  if (!existsSync(storeFile(dataDir)))
    throw new WrongUse(`There is no counter in ${dataDir}: name one with --data-dir, or use --trust.`);
  const { store } = await openStore({ dataDir, guard: keyFileGuard(keyFile ?? keyFileOf(dataDir)) });
  try {
    return work(store, findPracticeFile(dataDir) !== undefined);
  } finally {
    store.close();
  }
}

/** By keys, lists and register of a counter, and central's time as far as it knows it. */
export function judgeByCounter(text: string, { store, practice }: { store: Store; practice: boolean }): Verification {
  const counter = { store, clock, practice: practice ? true : undefined };
  const number = readNumber(text);
  return number === undefined ? verifyText(counter, text) : verifyNumber(counter, number);
}

export function exportTrust(file: string, { store, practice }: { store: Store; practice: boolean }): void {
  const text = writeTrustFile(store, practice);
  if (text === undefined) throw new WrongUse('No keys have come down to this counter yet: connect it first.');
  writeFileSync(file, text);
}

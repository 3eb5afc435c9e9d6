import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Fault } from '../../../src-shared/errors.ts';
import { createFile, makePrivateFolder } from './durable-file.ts';
import type { KeyGuard } from './key-guard.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const BOUND_TO = Buffer.from('parwana-store-key-1');

/**
 * Wraps with a key-encryption key in a file that only its owner may read (0600 in a folder of 0700),
 * by AES-256-GCM (NIST SP 800-38D): nonce, ciphertext, tag. For hosts without a key ring.
 *
 * Errors of `unwrap`: `store.keyMissing` when the file is gone, `store.wrongKey` when it does not
 * fit, and of both `store.keyExposed` when others can read or replace the file. Windows has no such
 * mode bits; there the file is as private as the user's profile.
 */
export function keyFileGuard(file: string): KeyGuard {
  return {
    kind: 'key-file',
    async wrap(key) {
      makePrivateFolder(dirname(file));
      if (!existsSync(file)) createFile(file, randomBytes(KEY_BYTES));
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', readKeyFile(file), nonce).setAAD(BOUND_TO);
      return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    },
    async unwrap(wrapped) {
      const bytes = Buffer.from(wrapped);
      const key = readKeyFile(file);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(BOUND_TO);
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch (error) {
        throw new Fault('store.wrongKey', {}, { cause: error });
      }
    },
  };
}

/**
 * Where a data folder's key file lies unless told otherwise: beside the folder, not in it, so that a
 * copy of the data alone opens nothing.
 */
export function keyFileOf(dataDir: string): string {
  return `${resolve(dataDir)}.keys/counter.key`;
}

function readKeyFile(file: string): Buffer {
  if (!existsSync(file)) throw new Fault('store.keyMissing');
  if (process.platform !== 'win32') checkPrivate(file);
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES) throw new Fault('store.wrongKey');
  return key;
}

/** Nobody else may read the file, nor put another in its place. */
function checkPrivate(file: string): void {
  const found = statSync(file);
  const folder = statSync(dirname(file));
  const exposed = (found.mode & 0o077) !== 0 || (folder.mode & 0o022) !== 0;
  const foreign = found.uid !== process.getuid?.();
  if (exposed || foreign) throw new Fault('store.keyExposed', { mode: (found.mode & 0o777).toString(8) });
}

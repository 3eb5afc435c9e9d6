import { statSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Opens an encrypted SQLite file and holds it exclusively; a new one is made. `key` is the raw 256-bit key;
 * no key derivation, it is random already. WAL with `synchronous=FULL`, set explicitly, for the library would
 * fall back to NORMAL after switching to WAL, and a commit would then not survive a power cut. Throws
 * SQLite's own errors; see `storeFault`.
 */
export function openCiphered(file: string, key: Uint8Array): Database.Database {
  if (key.length !== 32) throw new RangeError('a store key is 32 bytes');
  const fresh = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
  const db = new Database(file, { timeout: 0 });
  try {
    db.pragma("cipher='aegis'");
    db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
    db.pragma('locking_mode=EXCLUSIVE');
    // To a new file alone, for it writes: pages that are free can leave it again, in idle time.
    if (fresh) db.pragma('auto_vacuum=INCREMENTAL');
    db.pragma('journal_mode=WAL');
    db.pragma('synchronous=FULL');
    // Takes the exclusive lock now, and reads the first page: a wrong key shows here.
    db.exec('begin exclusive; commit');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

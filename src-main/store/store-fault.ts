import Database from 'better-sqlite3';
import { Fault, type ErrorCode } from '../../src-shared/errors.ts';

/** SQLite's result codes as this app's errors; what is not listed stays what it is. */
const codes: Readonly<Record<string, ErrorCode>> = {
  SQLITE_FULL: 'store.full',
  SQLITE_NOTADB: 'store.wrongKey',
  SQLITE_CORRUPT: 'store.corrupt',
  SQLITE_BUSY: 'store.inUse',
};

/** Parts of the family of I/O errors that are no failing disk; undefined for want of memory. */
const ioCodes: Readonly<Record<string, ErrorCode | undefined>> = {
  // The cipher refuses a page whose authentication tag does not match.
  SQLITE_IOERR_READ: 'store.corrupt',
  SQLITE_IOERR_SHORT_READ: 'store.corrupt',
  SQLITE_IOERR_DATA: 'store.corrupt',
  // "Probably because the underlying filesystem volume is out of space": https://sqlite.org/rescode.html#ioerr_shmsize
  SQLITE_IOERR_SHMSIZE: 'store.full',
  SQLITE_IOERR_NOMEM: undefined,
};

/**
 * Turns an error of SQLite into a `Fault`. No space (ENOSPC) is `SQLITE_FULL` and `store.full`; a write, sync or
 * truncation that fails for another cause is a disk that fails, `store.io`.
 */
export function storeFault(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const family = error.code.split('_').slice(0, 2).join('_');
  const code = family === 'SQLITE_IOERR' ? ioFault(error.code) : codes[family];
  return code === undefined ? error : new Fault(code, {}, { cause: error });
}

function ioFault(code: string): ErrorCode | undefined {
  return Object.hasOwn(ioCodes, code) ? ioCodes[code] : 'store.io';
}

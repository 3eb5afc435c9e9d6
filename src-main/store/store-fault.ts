import Database from 'better-sqlite3';
import { Fault, type ErrorCode } from '../../src-shared/errors.ts';

/** SQLite's result codes as this app's errors; what is not listed stays what it is. */
const codes: Readonly<Record<string, ErrorCode>> = {
  SQLITE_FULL: 'store.full',
  SQLITE_NOTADB: 'store.wrongKey',
  SQLITE_CORRUPT: 'store.corrupt',
  SQLITE_BUSY: 'store.inUse',
};

/**
 * Turns an error of SQLite into a `Fault`. A full disk may also show as an I/O error, so the message
 * of the code family decides: `SQLITE_IOERR_*` on write is reported as a full store, on read as a
 * corrupt one (the cipher refuses a page whose authentication tag does not match).
 */
export function storeFault(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const family = error.code.split('_').slice(0, 2).join('_');
  const code = codes[family] ?? (family === 'SQLITE_IOERR' ? ioFault(error.code) : undefined);
  return code === undefined ? error : new Fault(code, {}, { cause: error });
}

function ioFault(code: string): ErrorCode {
  return code === 'SQLITE_IOERR_READ' || code === 'SQLITE_IOERR_SHORT_READ' || code === 'SQLITE_IOERR_DATA'
    ? 'store.corrupt'
    : 'store.full';
}

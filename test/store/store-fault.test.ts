import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { storeFault } from '../../src-main/store/store-fault.ts';
import { Fault } from '../../src-shared/errors.ts';

const codeOf = (code: string) => {
  const fault = storeFault(new Database.SqliteError('said by SQLite', code));
  return fault instanceof Fault ? fault.code : undefined;
};

describe('what SQLite says', () => {
  test.each([
    ['SQLITE_FULL', 'store.full'],
    ['SQLITE_IOERR_SHMSIZE', 'store.full'],
    ['SQLITE_IOERR_WRITE', 'store.io'],
    ['SQLITE_IOERR_FSYNC', 'store.io'],
    ['SQLITE_IOERR_DIR_FSYNC', 'store.io'],
    ['SQLITE_IOERR_TRUNCATE', 'store.io'],
    ['SQLITE_IOERR', 'store.io'],
    ['SQLITE_IOERR_READ', 'store.corrupt'],
    ['SQLITE_IOERR_SHORT_READ', 'store.corrupt'],
    ['SQLITE_IOERR_DATA', 'store.corrupt'],
    ['SQLITE_CORRUPT_VTAB', 'store.corrupt'],
    ['SQLITE_NOTADB', 'store.wrongKey'],
    ['SQLITE_BUSY', 'store.inUse'],
    ['SQLITE_CONSTRAINT_UNIQUE', undefined],
    ['SQLITE_IOERR_NOMEM', undefined],
  ])('as %s is %s', (said, code) => expect(codeOf(said)).toBe(code));

  test('is left alone where SQLite did not say it', () => {
    const other = new Error('SQLITE_FULL');
    expect(storeFault(other)).toBe(other);
  });
});

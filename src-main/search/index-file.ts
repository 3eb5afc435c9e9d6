import { rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { openCiphered } from '../store/cipher.ts';
import type { IndexPlace, IndexStanding } from './index-messages.ts';

/** Grows whenever words, sounds or tables change: an index of another format is made anew. */
const FORMAT = 1;
/** Pages of the index kept in memory, KiB: a district's centre fits whole. */
const CACHE_KIB = 48 * 1024;

/**
 * `names` holds the words of each person, their sounds behind an underscore, the birth year, and the marks
 * `_1` (open application) and `_2` (own centre). It keeps no text: who is meant is in `who`.
 */
const schema = `
create table standing (
  id integer primary key check (id = 1),
  index_id text,
  batch integer not null,
  last text not null,
  built_to integer not null,
  complete integer not null
) strict;
insert into standing values (1, null, 0, '[]', 0, 0);
create table who (
  id integer primary key,
  cnic integer not null unique,
  marks integer not null,
  words text not null
) strict;
create table word (
  word text primary key,
  bearers integer not null
) strict, without rowid;
create virtual table names using fts5(
  words, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_.~'"
);
pragma user_version=${FORMAT};
`;

/** The index's own encrypted file, in the worker; nothing in it that the store does not have. */
export class IndexFile {
  readonly #place: IndexPlace;
  #db: Database.Database;

  /** Opens the file; one that cannot be read, or is of another format, is thrown away and made anew. */
  constructor(place: IndexPlace) {
    this.#place = place;
    this.#db = this.#open();
  }

  get db(): Database.Database {
    return this.#db;
  }

  get standing(): IndexStanding {
    const row = this.#db.prepare('select * from standing').get() as StandingRow;
    return {
      indexId: row.index_id,
      batch: row.batch,
      last: JSON.parse(row.last) as string[],
      builtTo: row.built_to,
      complete: row.complete === 1,
    };
  }

  /** An empty index with that name. */
  reset(indexId: string): void {
    this.#db.close();
    this.#remove();
    this.#db = this.#open();
    this.#db.prepare('update standing set index_id = ?').run(indexId);
  }

  close(): void {
    this.#db.close();
  }

  #open(): Database.Database {
    try {
      const db = this.#openFile();
      if (db.pragma('user_version', { simple: true }) === FORMAT) return db;
      db.close();
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
    this.#remove();
    const db = this.#openFile();
    db.exec(`begin; ${schema} commit;`);
    return db;
  }

  #openFile(): Database.Database {
    const db = openCiphered(this.#place.file, this.#place.key);
    db.pragma(`cache_size=-${CACHE_KIB}`);
    return db;
  }

  #remove(): void {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${this.#place.file}${end}`, { force: true });
  }
}

interface StandingRow {
  readonly index_id: string | null;
  readonly batch: number;
  readonly last: string;
  readonly built_to: number;
  readonly complete: number;
}

/** Of another key, or damaged: both are told by the cipher. A full or a busy disk is neither. */
function isUnreadable(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^SQLITE_(NOTADB|CORRUPT|IOERR_(READ|SHORT_READ|DATA))/.test(code);
}

import type Database from 'better-sqlite3';
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { Fault } from '../../src-shared/errors.ts';
import { compilerFor } from '../../src-shared/ledger/settle.ts';
import { openCiphered } from './cipher.ts';
import { storeFault } from './store-fault.ts';
import type { StoreTables } from './tables.ts';

/** Bytes that the write-ahead log keeps on disk after it was emptied while work went on. */
const LOG_BYTES = 64 * 1024 * 1024;

/**
 * The counter's encrypted SQLite file. Queries are written with Kysely (`store.sql`) and run
 * synchronously, so that one transaction is one piece of code that nothing can interleave with.
 *
 * Durability: WAL with `synchronous=FULL`, set explicitly, for the library would fall back to NORMAL
 * after switching to WAL, and a commit would then not survive a power cut. The file is held
 * exclusively: a second core on the same folder gets `store.inUse`.
 *
 * Errors: `store.full`, `store.io`, `store.wrongKey`, `store.corrupt`, `store.inUse`.
 */
export class Store {
  readonly sql: Kysely<StoreTables> = compilerFor<StoreTables>('sqlite');
  readonly file: string;
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  #writes = 0;
  #whenFull: () => void = () => undefined;
  readonly #transaction: Database.Transaction<(work: () => unknown) => unknown>;

  /** `key` is the raw 256-bit key; no key derivation, it is random already. */
  constructor(file: string, key: Uint8Array) {
    this.file = file;
    try {
      this.#db = openCiphered(file, key);
    } catch (error) {
      throw storeFault(error);
    }
    this.#transaction = this.#db.transaction((work) => work());
    this.#db.pragma('foreign_keys=ON');
    // Without it `insert or replace` would remove an entry behind the back of the delete trigger.
    this.#db.pragma('recursive_triggers=ON');
    // The checkpoint belongs to idle time; this bound only catches a counter that is never idle.
    this.#db.pragma('wal_autocheckpoint=8000');
    // A log that grew by one large act does not stay so large.
    this.#db.pragma(`journal_size_limit=${LOG_BYTES}`);
  }

  /** Calls back after an act that the disk had no room for, once it is rolled back. */
  onFull(listener: () => void): void {
    this.#whenFull = listener;
  }

  all<Row>(query: Compilable<Row>): Row[] {
    return this.#guard(() => {
      const { sql, parameters } = query.compile();
      return this.#prepare(sql).all(...parameters) as Row[];
    });
  }

  get<Row>(query: Compilable<Row>): Row | undefined {
    return this.#guard(() => {
      const { sql, parameters } = query.compile();
      return this.#prepare(sql).get(...parameters) as Row | undefined;
    });
  }

  /** Statements run since the start: whether there may be something in the log. */
  get writes(): number {
    return this.#writes;
  }

  /** Runs a statement and tells how many rows it changed. */
  run(query: Compilable | CompiledQuery): number {
    this.#writes += 1;
    return this.#guard(() => {
      const { sql, parameters } = 'compile' in query ? query.compile() : query;
      return this.#prepare(sql).run(...parameters).changes;
    });
  }

  /** All or nothing, and on disk when it returns. Transactions do not nest. */
  transact<Value>(work: () => Value): Value {
    try {
      return this.#guard(() => this.#transaction.immediate(work) as Value);
    } catch (error) {
      if (error instanceof Fault && error.code === 'store.full') this.#whenFull();
      throw error;
    }
  }

  /** Runs migrations and maintenance SQL that Kysely has no words for. */
  exec(sql: string): void {
    this.#guard(() => this.#db.exec(sql));
  }

  pragma(text: string): unknown {
    return this.#guard(() => this.#db.pragma(text, { simple: true }));
  }

  /** Moves the write-ahead log into the file and empties it: for idle time. */
  checkpoint(): void {
    this.pragma('wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    if (this.#db.open) this.#db.close();
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    if (this.#statements.size > 500) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw storeFault(error);
    }
  }
}

import Database from 'better-sqlite3';
import type { Compilable, CompiledQuery } from 'kysely';
import { Store } from '../../src-main/store/store.ts';

/** The power is out: nothing more is written, and nothing of an open transaction stays. */
export class PowerCut extends Error {}

/** A real store whose machine can lose its power, or whose disk can fail, at any statement. */
export class SimulatedStore extends Store {
  #left = Number.POSITIVE_INFINITY;
  #dead = false;
  #onDeath: () => void = () => undefined;
  #error: (() => Error) | undefined;
  statements = 0;

  /** The power goes at the next so many-th statement. */
  dieAfter(statements: number, onDeath: () => void): void {
    this.#left = statements;
    this.#onDeath = onDeath;
    this.#error = undefined;
  }

  /** That statement fails, once, as SQLite reports it; the store lives on. */
  failAt(statement: number, code = 'SQLITE_IOERR_WRITE'): void {
    this.#left = statement;
    this.#error = () => new Database.SqliteError('simulated', code);
  }

  /** Nothing is due to fail any more. */
  spare(): void {
    this.#left = Number.POSITIVE_INFINITY;
  }

  get hasFailed(): boolean {
    return this.#left === Number.POSITIVE_INFINITY;
  }

  die(): void {
    this.#dead = true;
  }

  /** For those who only watch: what they read is no statement of this counter's. */
  watch<Value>(look: (store: Store) => Value): Value {
    const [left, statements] = [this.#left, this.statements];
    this.#left = Number.POSITIVE_INFINITY;
    try {
      return look(this);
    } finally {
      this.#left = left;
      this.statements = statements;
    }
  }

  override all<Row>(query: Compilable<Row>): Row[] {
    this.#step();
    return super.all(query);
  }

  override get<Row>(query: Compilable<Row>): Row | undefined {
    this.#step();
    return super.get(query);
  }

  override run(query: Compilable | CompiledQuery): number {
    this.#step();
    return super.run(query);
  }

  override transact<Value>(work: () => Value): Value {
    this.#step();
    return super.transact(() => {
      const value = work();
      // The commit is a statement too.
      this.#step();
      return value;
    });
  }

  override pragma(text: string): unknown {
    this.#step();
    return super.pragma(text);
  }

  #step(): void {
    if (this.#dead) throw new PowerCut('no power');
    this.statements += 1;
    this.#left -= 1;
    if (this.#left > 0) return;
    this.#left = Number.POSITIVE_INFINITY;
    if (this.#error !== undefined) throw this.#error();
    this.#dead = true;
    this.#onDeath();
    throw new PowerCut('no power');
  }
}

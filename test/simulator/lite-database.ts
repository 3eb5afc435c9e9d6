import { EventEmitter } from 'node:events';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import { Client, types } from 'pg';
import { centralMigrations } from '../../migrations/central/migrations.ts';
import type { CentralDatabase } from '../../src-central/database/database.ts';
import type { CentralTables } from '../../src-central/database/tables.ts';
import { withoutTimers } from './virtual-host.ts';

const INT8 = 20;
/** AuthenticationOk and ReadyForQuery (PostgreSQL, Frontend/Backend Protocol): this server asks for no password. */
const GREETING = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const SYNC = 0x53;
const QUERY = 0x51;
/** Statements kept prepared: bulk inserts differ by their number of rows, so there are many. */
const MOST_PREPARED = 600;
const SWEEP_EVERY = 50;
/** What no simulation looks at is not done: its files are memory, and every text is planned once. */
const SETTINGS = `set timezone = UTC; set synchronous_commit = off; set plan_cache_mode = force_generic_plan;
  set track_counts = off; set track_activities = off; listen parwana_feed`;

/** PostgreSQL in this process, answering at once: what the driver writes to its socket. */
class LiteSocket extends EventEmitter {
  readonly writable = true;
  readonly #lite: PGlite;
  #held: Buffer[] = [];
  #greeted = false;

  constructor(lite: PGlite) {
    super();
    this.#lite = lite;
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }

  write(bytes: Buffer): boolean {
    if (!this.#greeted) {
      this.#greeted = true;
      this.#answer(GREETING);
      return true;
    }
    this.#held.push(Buffer.from(bytes));
    if (!asksForAnswer(bytes)) return true;
    const message = Buffer.concat(this.#held);
    this.#held = [];
    this.#ask(message);
    return true;
  }

  #ask(message: Buffer): void {
    const parts: Buffer[] = [];
    // Done when it returns. Without `onRawData` the answer would be parsed here too, and by the driver again.
    const onRawData = (part: Uint8Array) => void parts.push(Buffer.from(part));
    void withoutTimers(() => this.#lite.execProtocolRawStream(message, { syncToFs: false, onRawData }));
    this.#answer(Buffer.concat(parts));
  }

  #answer(bytes: Buffer): void {
    process.nextTick(() => this.emit('data', bytes));
  }

  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}
  cork(): void {}
  uncork(): void {}
  end(): void {}
  destroy(): void {}
}

function asksForAnswer(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    if (bytes[at] === SYNC || bytes[at] === QUERY) return true;
  }
  return false;
}

/** The log is for a server that may die; here only the program before it does. */
async function withoutLog(client: Client): Promise<void> {
  await client.query(`do $$
    declare left_over name[]; each name; before int;
    begin
      select array_agg(tablename) into left_over from pg_tables where schemaname = 'public';
      loop
        before := cardinality(left_over);
        foreach each in array left_over loop
          -- A table that a logged one refers to comes after it.
          begin
            execute format('alter table %I set unlogged', each);
            left_over := array_remove(left_over, each);
          exception when invalid_table_definition then null;
          end;
        end loop;
        exit when cardinality(left_over) = 0;
        if cardinality(left_over) = before then raise exception 'still logged: %', left_over; end if;
      end loop;
    end $$`);
}

/** Chooses who of several waiting is next. */
export type Choose = (count: number) => number;

interface Waiter {
  readonly lend: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * Central's database for simulations: real PostgreSQL (WebAssembly) behind the real driver, one connection that is
 * lent to one user at a time, in an order the simulation chooses. `crash` is central dying with all it was doing.
 */
export class LiteDatabase {
  readonly db: CentralDatabase;
  /** Statements run since the start of the process. */
  statements = 0;
  readonly #client: Client;
  readonly #names = new Map<string, string>();
  #choose: Choose = () => 0;
  #life = 0;
  #resets = 0;
  #lent = false;
  #waiters: Waiter[] = [];
  #dieAfter = Number.POSITIVE_INFINITY;
  #onDeath: () => void = () => undefined;

  private constructor(client: Client) {
    this.#client = client;
    const pool = { connect: () => this.#connect(), end: () => Promise.resolve() };
    this.db = new Kysely<CentralTables>({ dialect: new PostgresDialect({ pool: pool as never }) });
  }

  static async open(): Promise<LiteDatabase> {
    const lite = await PGlite.create({ extensions: { btree_gist } });
    const getTypeParser = (oid: number, format?: 'text') => (oid === INT8 ? Number : types.getTypeParser(oid, format));
    const client = new Client({ stream: () => new LiteSocket(lite) as never, types: { getTypeParser } as never });
    await client.connect();
    await client.query(SETTINGS);
    for (const { sql } of centralMigrations) await client.query(sql);
    await withoutLog(client);
    return new LiteDatabase(client);
  }

  /** Who hears `pg_notify`, by centre. */
  onNews(heard: (centre: string) => void): void {
    this.#client.removeAllListeners('notification');
    this.#client.on('notification', ({ payload }) => heard(payload ?? ''));
  }

  /** Empty tables, as after the migrations. */
  async reset(choose: Choose): Promise<void> {
    this.#kill();
    this.#choose = choose;
    const { rows } = await this.#client.query<{ names: string }>(
      `select string_agg(quote_ident(relname), ',') as names from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`,
    );
    // Plans made for one seed's tables are not for the next's.
    const truncate = `truncate ${rows[0]?.names ?? 'feed_head'} cascade; discard plans`;
    await this.#client.query(
      `set session_replication_role = replica; ${truncate}; set session_replication_role = origin`,
    );
    await this.#client.query('insert into feed_head (change) values (0)');
    this.#resets += 1;
    // Emptying tables leaves old rows in the catalogue, and nobody else sweeps here.
    if (this.#resets % SWEEP_EVERY === 0) await this.#client.query('vacuum');
  }

  /** Central dies at its next so many-th statement, before the database sees it. */
  dieAfter(statements: number, onDeath: () => void): void {
    this.#dieAfter = statements;
    this.#onDeath = onDeath;
  }

  /** The next so many-th statement fails, once, as when the server ends it; the connection lives on. */
  failAt(statement: number): void {
    this.#dieAfter = statement;
    this.#onDeath = () => {
      this.#dieAfter = Number.POSITIVE_INFINITY;
    };
  }

  /** A death or a failure that was asked for has not come yet. */
  get isDue(): boolean {
    return this.#dieAfter !== Number.POSITIVE_INFINITY;
  }

  /** Everything under way is cut off; what was not committed never happened. */
  async crash(): Promise<void> {
    this.#kill();
    await this.#client.query('rollback');
  }

  #kill(): void {
    this.#life += 1;
    this.#dieAfter = Number.POSITIVE_INFINITY;
    this.#lent = false;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { refuse } of waiters) refuse(new Error('central is dead'));
  }

  #connect(): Promise<PostgresPoolClient> {
    const { promise, resolve, reject } = Promise.withResolvers<PostgresPoolClient>();
    const lend = () => {
      this.#lent = true;
      resolve(this.#lend());
    };
    if (this.#lent) this.#waiters.push({ lend, refuse: reject });
    else lend();
    return promise;
  }

  #lend(): PostgresPoolClient {
    const life = this.#life;
    const query = async (text: string, values?: readonly unknown[]) => {
      if (life !== this.#life) throw new Error('central is dead');
      this.statements += 1;
      this.#dieAfter -= 1;
      if (this.#dieAfter <= 0) {
        this.#onDeath();
        throw new Error('the statement failed');
      }
      return this.#client.query({ ...this.#named(text), text, values: [...(values ?? [])] });
    };
    const release = () => {
      if (life !== this.#life) return;
      this.#lent = false;
      const [next] = this.#waiters.splice(this.#waiters.length > 1 ? this.#choose(this.#waiters.length) : 0, 1);
      next?.lend();
    };
    return { query, release } as unknown as PostgresPoolClient;
  }

  /** A text seen before is not parsed again. */
  #named(text: string): { name?: string } {
    const known = this.#names.get(text);
    if (known !== undefined) return { name: known };
    if (this.#names.size >= MOST_PREPARED) return {};
    const name = `q${this.#names.size}`;
    this.#names.set(text, name);
    return { name };
  }
}

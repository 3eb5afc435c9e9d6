import { sql } from 'kysely';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type pg from 'pg';
import type { CentralDatabase } from '../database/database.ts';
import type { Admission, BusyWhy } from '../http/admission.ts';
import type { RoundResult } from '../settle/round.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Figures for Prometheus: what happened since the start, and what the database holds when asked. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #received = this.#counter('parwana_entries_received_total', 'Entries received durably');
  readonly #settled = this.#counter('parwana_entries_settled_total', 'Entries settled, by verdict', ['status']);
  readonly #batch = this.#histogram('parwana_batch_seconds', 'Time to receive a batch');
  readonly #wait = this.#histogram('parwana_admission_wait_seconds', 'Time a batch or bundle waited for its turn');
  readonly #busy = this.#counter('parwana_busy_total', 'Requests asked to come again later, by what was full', ['why']);
  readonly #settle = this.#histogram('parwana_settle_seconds', 'Time of a settling round');

  constructor({ db, pool }: { db: CentralDatabase; pool: pg.Pool }) {
    this.#gauge('parwana_streams', 'Enrolled counters', (gauge) => set(gauge, streams(db)));
    this.#gauge('parwana_backlog_entries', 'Entries received and not settled', (gauge) => set(gauge, backlog(db)));
    this.#gauge('parwana_awaited_blobs', 'Blobs named by entries and not here', (gauge) => set(gauge, awaited(db)));
    this.#gauge('parwana_pool_connections', 'Open database connections', (gauge) => gauge.set(pool.totalCount));
    this.#gauge('parwana_pool_waiting', 'Requests waiting for a connection', (gauge) => gauge.set(pool.waitingCount));
    this.#labelled('parwana_open_entries', 'Entries parked or in exception', {
      labelNames: ['status', 'code'],
      read: async (gauge) => {
        for (const { status, code, count } of await openEntries(db)) gauge.set({ status, code }, count);
      },
    });
    this.#labelled('parwana_last_contact_seconds', 'Unix time of the last contact, by stream', {
      labelNames: ['stream'],
      read: async (gauge) => {
        for (const { stream, seconds } of await contacts(db)) gauge.set({ stream }, seconds);
      },
    });
  }

  /** Shows what an admission control holds. */
  watch(admission: Admission): void {
    this.#gauge('parwana_admission_working', 'Batches and bundles at work', (gauge) => gauge.set(admission.working));
    this.#gauge('parwana_admission_waiting', 'Batches and bundles waiting for their turn', (gauge) =>
      gauge.set(admission.waiting),
    );
    this.#gauge('parwana_admission_bytes', 'Bytes of bodies in memory at most', (gauge) => gauge.set(admission.bytes));
    this.#gauge('parwana_polls', 'Long polls of the feed', (gauge) => gauge.set(admission.polls));
  }

  waited(seconds: number): void {
    this.#wait.observe(seconds);
  }

  sentAway(why: BusyWhy): void {
    this.#busy.inc({ why });
  }

  batchReceived(entries: number, seconds: number): void {
    this.#received.inc(entries);
    this.#batch.observe(seconds);
  }

  roundSettled({ byStatus }: RoundResult, seconds: number): void {
    for (const [status, count] of Object.entries(byStatus)) this.#settled.inc({ status }, count);
    this.#settle.observe(seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string): Histogram {
    return new Histogram({ name, help, buckets: SECONDS, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, read: (gauge: Gauge) => void | Promise<void>): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.#registry], collect: () => read(gauge) });
  }

  #labelled(name: string, help: string, part: { labelNames: string[]; read: (gauge: Gauge) => Promise<void> }): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: part.labelNames,
      registers: [this.#registry],
      collect: async () => {
        gauge.reset();
        await part.read(gauge);
      },
    });
  }
}

async function set(gauge: Gauge, value: Promise<number>): Promise<void> {
  gauge.set(await value);
}

async function streams(db: CentralDatabase): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from stream where not retired and counter > 0`.execute(db);
  return rows[0]?.count ?? 0;
}

async function awaited(db: CentralDatabase): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from awaited_blob`.execute(db);
  return rows[0]?.count ?? 0;
}

async function backlog(db: CentralDatabase): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(ack_seq - settled_seq), 0)::bigint as count from stream_cursor where settled_seq < ack_seq`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

async function openEntries(db: CentralDatabase): Promise<readonly { status: string; code: string; count: number }[]> {
  const { rows } = await sql<{ status: string; code: string; count: number }>`
    select status, coalesce(code, '') as code, count(*) as count from receipt
    where status in ('parked', 'exception') group by 1, 2`.execute(db);
  return rows;
}

async function contacts(db: CentralDatabase): Promise<readonly { stream: string; seconds: number }[]> {
  const { rows } = await sql<{ stream: string; seconds: number }>`
    select stream, extract(epoch from last_contact_at)::float8 as seconds from stream
    where not retired and last_contact_at is not null`.execute(db);
  return rows;
}

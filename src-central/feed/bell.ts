import { Client } from 'pg';
import type { Logger } from '../log.ts';
import { FEED_CHANNEL } from './numbers.ts';

const RECONNECT_MS = 1_000;

/**
 * Wakes long polls. Listens to the database, so that news settled by any central wakes the waiters
 * of every central; while the line to the database is down nothing rings, and a poll ends by its time.
 */
export class FeedBell {
  readonly #url: string;
  readonly #log: Logger;
  readonly #waiters = new Map<string, Set<() => void>>();
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(url: string, log: Logger) {
    this.#url = url;
    this.#log = log;
  }

  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#url, application_name: 'parwana-central-bell' });
    client.on('notification', ({ payload }) => this.#ring(payload ?? ''));
    client.on('error', (error) => this.#lost(error));
    client.on('end', () => this.#lost());
    this.#client = client;
    await client.connect();
    await client.query(`listen ${FEED_CHANNEL}`);
    // News may have come while nobody listened.
    for (const centre of this.#waiters.keys()) this.#ring(centre);
  }

  /** False once central stops: nobody should wait any longer. */
  get isOpen(): boolean {
    return !this.#stopped;
  }

  /** Begins to listen for a centre's news; `heard` settles at the first, at the time limit or at the signal. */
  listen(centre: string, { ms, signal }: { ms: number; signal?: AbortSignal | undefined }): { heard: Promise<void> } {
    const waiters = this.#waiters.get(centre) ?? new Set();
    this.#waiters.set(centre, waiters);
    const heard = new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waiters.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waiters.add(done);
      signal?.addEventListener('abort', done);
    });
    return { heard };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const centre of this.#waiters.keys()) this.#ring(centre);
    await this.#client?.end().catch(() => undefined);
  }

  async #startAgain(): Promise<void> {
    try {
      await this.start();
    } catch (error) {
      this.#lost(error as Error);
    }
  }

  #ring(centre: string): void {
    for (const wake of this.#waiters.get(centre) ?? []) wake();
  }

  #lost(error?: Error): void {
    if (this.#stopped || this.#timer !== undefined) return;
    this.#log.warn({ error }, 'bell lost');
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#startAgain();
    }, RECONNECT_MS);
  }
}

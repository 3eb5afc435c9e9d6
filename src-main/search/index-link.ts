import { Worker } from 'node:worker_threads';
import { Fault } from '../../src-shared/errors.ts';
import type { FromIndex, IndexAsk, IndexAsks, IndexFound, IndexPlace, IndexStanding } from './index-messages.ts';

/** A worker that answers nothing for so long is stuck, and is ended. */
const PATIENCE_MS = 30_000;

interface Waiting {
  readonly resolve: (value: IndexFound | null) => void;
  readonly reject: (error: Fault | IndexEnded) => void;
}

export interface LinkParts {
  /** The worker's program. */
  readonly program: URL;
  readonly place: IndexPlace;
  /** The worker has ended, asked or not; called once. */
  readonly ended: () => void;
}

/** The worker ended before it answered. */
export class IndexEnded extends Error {}

/** One run of the worker: what it was asked and has not answered ends with it, as `IndexEnded`. */
export class IndexLink {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opened = Promise.withResolvers<IndexStanding>();
  readonly #ended: () => void;
  #watch: NodeJS.Timeout | undefined;
  #last = 0;
  #over = false;

  constructor({ program, place, ended }: LinkParts) {
    this.#ended = ended;
    this.#worker = new Worker(program, { workerData: place, name: 'search' });
    this.#worker.on('message', (message: FromIndex) => this.#take(message));
    // What it died of may quote what a person typed: that it died is all that is told.
    this.#worker.on('error', () => undefined);
    this.#worker.once('exit', () => this.#end());
    this.#opened.promise.catch(() => undefined);
  }

  /** Where the index stands. Errors: `store.full` and the like; `IndexEnded` when the worker ended before. */
  get opened(): Promise<IndexStanding> {
    return this.#opened.promise;
  }

  /** Errors: `store.full`, `store.corrupt` and the like from the index's file; `IndexEnded`. */
  ask<What extends keyof IndexAsks>(
    ask: { readonly what: What } & IndexAsks[What]['ask'],
  ): Promise<IndexAsks[What]['gives']> {
    if (this.#over) return Promise.reject(new IndexEnded());
    const id = (this.#last += 1);
    const { promise, resolve, reject } = Promise.withResolvers<IndexFound | null>();
    this.#waiting.set(id, { resolve, reject });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage({ id, ask: ask as IndexAsk });
    this.#watchOver();
    return promise;
  }

  /** Ends the worker at once. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(message: FromIndex): void {
    if (message.kind === 'opened') {
      this.#opened.resolve(message.standing);
      return this.#watchOver();
    }
    if (message.kind === 'unopened') return this.#opened.reject(new Fault(message.code));
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    this.#watchOver();
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new Fault(message.code));
  }

  #watchOver(): void {
    clearTimeout(this.#watch);
    // A worker with nothing to do keeps no process alive.
    if (this.#waiting.size === 0) return this.#worker.unref();
    this.#worker.ref();
    this.#watch = setTimeout(() => void this.kill(), PATIENCE_MS).unref();
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#watch);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#opened.reject(new IndexEnded());
    for (const { reject } of waiting) reject(new IndexEnded());
    this.#ended();
  }
}

import { setImmediate as turn } from 'node:timers/promises';
import { Fault, type ErrorCode } from '../../src-shared/errors.ts';
import { storeFault } from '../store/store-fault.ts';
import { IndexFile } from './index-file.ts';
import { IndexFinder } from './index-finder.ts';
import type { FromIndex, IndexAsk, IndexFound, IndexPlace, ToIndex } from './index-messages.ts';
import { IndexWriter } from './index-writer.ts';

/** What goes to the core of an error: its code, for its text may quote what a person typed. */
export function codeOf(error: unknown): ErrorCode {
  const fault = storeFault(error);
  return fault instanceof Fault ? fault.code : 'internal.fault';
}

/** The worker's side: holds the index and does what the core asks, one thing after the other. */
export class IndexServer {
  readonly #file: IndexFile;
  readonly #writer: IndexWriter;
  readonly #send: (message: FromIndex) => void;
  #finder: IndexFinder | undefined;

  constructor(place: IndexPlace, send: (message: FromIndex) => void) {
    this.#send = send;
    this.#file = new IndexFile(place);
    this.#writer = new IndexWriter(this.#file);
    send({ kind: 'opened', standing: this.#file.standing });
  }

  /** Answers one ask; true after the last one. Never rejects: a failure is an answer too. */
  async take({ id, ask }: ToIndex): Promise<boolean> {
    try {
      this.#send({ kind: 'answer', id, value: await this.#do(ask) });
    } catch (error) {
      this.#send({ kind: 'failed', id, code: codeOf(error) });
    }
    return ask.what === 'close';
  }

  async #do(ask: IndexAsk): Promise<IndexFound | null> {
    switch (ask.what) {
      case 'find':
        return this.#finderNow().find(ask.text, ask.limit);
      case 'reset':
        this.#writer.reset(ask.indexId);
        return null;
      case 'build':
        this.#writer.build(ask.people, ask);
        return null;
      case 'finish':
        await this.#merge();
        this.#writer.complete();
        return null;
      case 'apply':
        this.#writer.apply(ask.batch, ask);
        return null;
      case 'close':
        this.#file.close();
        return null;
    }
  }

  /** A new vocabulary, perhaps in a new file, needs a new finder. */
  #finderNow(): IndexFinder {
    const { vocabulary } = this.#writer;
    if (this.#finder?.vocabulary !== vocabulary) this.#finder = new IndexFinder(this.#file.db, vocabulary);
    return this.#finder;
  }

  /** Step by step, so that a search between two steps is answered. */
  async #merge(): Promise<void> {
    for (let first = true; this.#writer.merge(first); first = false) await turn();
  }
}

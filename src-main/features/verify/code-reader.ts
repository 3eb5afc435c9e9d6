import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Fault } from '../../../src-shared/errors.ts';
import { pictureLimits } from './picture-limits.ts';
import type { CodeAnswer, CodeAsk } from './code-worker.ts';
import type { CodeReading } from './read-code.ts';

/** The worker's program where Node runs the sources as they are; a bundled host names its own. */
export const codeWorker = pathToFileURL(join(import.meta.dirname, 'code-worker.ts'));

/** Pictures that may wait; more is a mistake of a screen. */
const MOST_WAITING = 4;
/** Memory of the thread, MB: what the largest picture takes, and no more. */
const MOST_MEMORY_MB = 768;

interface Waiting {
  readonly ask: CodeAsk;
  readonly resolve: (reading: CodeReading) => void;
  readonly reject: (fault: Fault) => void;
}

/**
 * Looks for codes in pictures, in a thread of its own that is started when it is first asked: what a picture costs or
 * breaks, it never holds up the core. One picture at a time; one that takes too long ends the thread, the next starts
 * another.
 */
export class CodeReader {
  readonly #program: URL;
  readonly #timeMs: number;
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #watch: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(program: URL = codeWorker, timeMs: number = pictureLimits.timeMs) {
    this.#program = program;
    this.#timeMs = timeMs;
  }

  /** Errors: `verify.tooSlow` when it took too long or broke the reader, `internal.fault` when too many wait. */
  read(picture: Uint8Array, { quick = false } = {}): Promise<CodeReading> {
    if (picture.length > pictureLimits.bytes) return Promise.resolve({ ok: false, code: 'verify.pictureTooLarge' });
    if (this.#waiting.length >= MOST_WAITING) return Promise.reject(new Fault('verify.tooSlow'));
    const { promise, resolve, reject } = Promise.withResolvers<CodeReading>();
    this.#waiting.push({ ask: { id: (this.#last += 1), picture, quick }, resolve, reject });
    if (this.#waiting.length === 1) this.#next();
    return promise;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#watch);
    await this.#worker?.terminate();
  }

  #next(): void {
    const [first] = this.#waiting;
    clearTimeout(this.#watch);
    // A reader with nothing to do keeps no process alive.
    if (first === undefined) return this.#worker?.unref();
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(first.ask);
    this.#watch = setTimeout(() => void worker.terminate(), this.#timeMs).unref();
  }

  #start(): Worker {
    const worker = new Worker(this.#program, {
      name: 'code reader',
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    worker.on('message', ({ id, reading }: CodeAnswer) => {
      if (this.#waiting[0]?.ask.id === id) this.#done(({ resolve }) => resolve(reading));
    });
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      this.#done(({ reject }) => reject(new Fault('verify.tooSlow')));
    });
    return worker;
  }

  /** The first has its answer; the next has its turn. */
  #done(answer: (first: Waiting) => void): void {
    const first = this.#waiting.shift();
    if (first === undefined) return;
    answer(first);
    this.#next();
  }
}

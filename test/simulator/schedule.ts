import { hash } from 'node:crypto';

/** The virtual moment every run begins at, ms since 1970: a working day, nine o'clock at the centre. */
export const START = Date.UTC(2026, 2, 2, 4);

interface Event {
  readonly at: number;
  readonly order: number;
  readonly call: () => void;
  cancelled: boolean;
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

/**
 * Owns time. Nothing happens but what was put here, one event at a time: the next begins when everything that the
 * last one set going waits for time, for a line or for a bell. So a run is a function of its seed.
 */
export class Schedule {
  #now = START;
  #order = 0;
  readonly #events: Event[] = [];
  #busy = 0;
  #turns = 0;
  #hash = '';
  #unhashed: string[] = [];
  readonly lines: string[] | undefined;

  /** `keep`: the whole trace, for reading; without it its hash alone. */
  constructor({ keep }: { keep: boolean }) {
    this.lines = keep ? [] : undefined;
  }

  /** Now and then the next event begins while the last is still at work. */
  overlap: () => boolean = () => false;

  /** Ms since 1970, the true time of this world. */
  get now(): number {
    return this.#now;
  }

  get elapsed(): number {
    return this.#now - START;
  }

  /** Calls once after `ms`; the answer takes it back. */
  after(ms: number, call: () => void): () => void {
    this.#order += 1;
    const event = { at: this.#now + Math.max(0, Math.round(ms)), order: this.#order, call, cancelled: false };
    this.#push(event);
    return () => {
      event.cancelled = true;
    };
  }

  /** Work of Node's own event loop: no other event begins before it ends or `parks`. */
  async working<Value>(work: Promise<Value>): Promise<Value> {
    this.enter();
    try {
      return await work;
    } finally {
      this.leave();
    }
  }

  enter(): void {
    this.#busy += 1;
  }

  leave(): void {
    this.#busy -= 1;
    // Readers of a stream go on for a few turns after its last byte.
    this.#turns = 6;
  }

  note(line: string): void {
    const text = `${(this.elapsed / 1000).toFixed(3)} ${line}`;
    this.lines?.push(text);
    this.#unhashed.push(text);
    if (this.#unhashed.length > 500) this.#fold();
  }

  /** Hash of everything noted so far. */
  get traceHash(): string {
    this.#fold();
    return this.#hash;
  }

  /** Works off events until `done` says so, or the virtual time is over. True when done. */
  async run(done: () => boolean, limitMs: number): Promise<boolean> {
    const until = this.#now + limitMs;
    while (!done()) {
      const event = this.#pop();
      if (event === undefined || event.at > until) {
        if (event !== undefined) this.#push(event);
        this.#now = until;
        return false;
      }
      if (event.cancelled) continue;
      this.#now = event.at;
      event.call();
      if (!this.overlap()) await this.quiet();
    }
    return true;
  }

  /** Everything set going has come to wait. */
  async quiet(): Promise<void> {
    do {
      await turn();
      this.#turns -= 1;
    } while (this.#busy > 0 || this.#turns > 0);
    this.#turns = 0;
  }

  #fold(): void {
    this.#hash = hash('sha256', [this.#hash, ...this.#unhashed].join('\n'));
    this.#unhashed = [];
  }

  #push(event: Event): void {
    const heap = this.#events;
    let place = heap.length;
    heap.push(event);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (before(heap[parent]!, event)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#events;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (before(last, heap[child]!)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

function before(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

import { EventPublisher } from '@orpc/server';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { Fault } from '../../../src-shared/errors.ts';
import type { Counter } from '../../counter.ts';
import { exceptionCounts } from '../exceptions/exception-counts.ts';
import { replayCounts } from '../replay/replay-counts.ts';
import type { FieldPolicy } from '../../policy/field-policy.ts';
import { backlogOf } from './backlog.ts';
import { diskBand, clockBand, numbersBand, stockBand } from './bands.ts';
import { accountStatus, cameraStatus, printerStatus } from './device-status.ts';
import { blanksOf, numbersLeft } from './supplies.ts';

/** Disk, clock and ages change without an event; this often they are looked at. */
const LOOK_EVERY_MS = 5_000;

/** Puts the status bar together and tells whoever watches at each change. */
export class StatusBoard {
  readonly changes = new EventPublisher<{ status: CounterStatus }>({ maxBufferedEvents: 1 });
  readonly #counter: () => Counter;
  readonly #freeBytes: () => number;
  readonly #policy: FieldPolicy;
  #last = '';
  #timer: NodeJS.Timeout | undefined;
  #scheduled = false;

  constructor(parts: { counter: () => Counter; freeBytes: () => number; policy: FieldPolicy }) {
    this.#counter = parts.counter;
    this.#freeBytes = parts.freeBytes;
    this.#policy = parts.policy;
  }

  start(): void {
    this.#timer = setInterval(() => this.refresh(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Something may have changed; many calls in one turn of the loop are one look. */
  refresh(): void {
    if (this.#scheduled || this.#timer === undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#timer !== undefined) this.#tryPublish();
    });
  }

  /** Whether new work may be begun, looked at now. */
  backlog(): CounterStatus['backlog'] {
    return this.#backlogOf(replayCounts(this.#counter()), this.#freeBytes());
  }

  now(): CounterStatus {
    const counter = this.#counter();
    const { replay, store, clock, practice } = counter;
    const cursor = store.get(store.sql.selectFrom('replay_cursor').select(['last_contact', 'offset_ms']));
    const freeBytes = this.#freeBytes();
    const blanks = blanksOf(counter);
    const left = numbersLeft(counter);
    const waiting = replayCounts(counter);
    const offsetMs = cursor?.offset_ms ?? null;
    return {
      practice: practice !== undefined,
      link: { state: replay.link.state, lastContact: cursor?.last_contact ?? null, fault: replay.link.fault },
      replay: waiting,
      backlog: this.#backlogOf(waiting, freeBytes),
      exceptions: exceptionCounts(counter),
      camera: cameraStatus(counter),
      printer: printerStatus(counter),
      cardAccount: accountStatus(counter),
      stock: { blanks, band: stockBand(blanks) },
      disk: { freeBytes, band: diskBand(freeBytes, this.#policy.freeDiskBytes) },
      clock: { now: new Date(clock.now()).toISOString(), offsetMs, band: clockBand(offsetMs) },
      numbers: { left, band: numbersBand(left) },
    };
  }

  #backlogOf({ unsent, oldestUnsentAt }: CounterStatus['replay'], freeBytes: number): CounterStatus['backlog'] {
    const now = this.#counter().clock.now();
    return backlogOf({ unsent, oldestUnsentAt, freeBytes, now }, this.#policy);
  }

  /** A store that cannot be read must not end the counter from here: whoever asks it next is told. */
  #tryPublish(): void {
    try {
      this.#publish();
    } catch (error) {
      if (this.#last !== '') this.#counter().log.error('the status cannot be read', { code: codeOf(error) });
      this.#last = '';
    }
  }

  #publish(): void {
    const status = this.now();
    // The clock runs by itself on the screen; only what else changed is news.
    const text = JSON.stringify({ ...status, clock: status.clock.band });
    if (text === this.#last) return;
    this.#last = text;
    this.changes.publish('status', status);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Fault ? error.code : 'internal.fault';
}

import { Fault } from '../../src-shared/errors.ts';
import type { Random } from '../../scripts/rehearsal/random.ts';
import type { Schedule } from './schedule.ts';
import type { SimulatedCentral } from './simulated-central.ts';

const TIMEOUT_MS = 30_000;

/** How often things go wrong on a line, each from 0 to 1. */
export interface LineFaults {
  readonly lostRequest: number;
  readonly lostAnswer: number;
  readonly repeated: number;
  readonly slow: number;
}

export const goodLine: LineFaults = { lostRequest: 0, lostAnswer: 0, repeated: 0, slow: 0 };

export type CallFault = 'lostRequest' | 'lostAnswer' | 'repeated';

export interface Call {
  readonly name: string;
  readonly signal: AbortSignal;
  /** Time the caller gives it, ms. */
  readonly limitMs: number;
  /** Runs at central when the request arrives; may run twice. */
  readonly serve: () => Promise<unknown>;
}

/**
 * The line between one counter and central: it is cut and mended, loses requests or answers, delivers a request
 * again much later, and lets one overtake another.
 */
export class Line {
  readonly #schedule: Schedule;
  readonly #random: Random;
  readonly #central: SimulatedCentral;
  readonly #cuts = new Set<() => void>();
  /** Calls sent so far. */
  sent = 0;
  up = true;
  #fault: { readonly call: number; readonly how: CallFault } | undefined;
  /** A cut line either refuses at once or swallows everything until the caller's time is over. */
  swallows = false;
  faults: LineFaults = goodLine;

  constructor(parts: { schedule: Schedule; random: Random; central: SimulatedCentral }) {
    this.#schedule = parts.schedule;
    this.#random = parts.random;
    this.#central = parts.central;
  }

  /** One call, counted from the first ever sent, comes to grief; the others do not. */
  failCall(call: number, how: CallFault): void {
    this.#fault = { call, how };
  }

  /** Cuts the line; what is on its way either way is lost. */
  cut(swallows: boolean): void {
    this.up = false;
    this.swallows = swallows;
    if (!swallows) this.reset();
  }

  /** Ends every call under way, whether its request arrived or not. */
  reset(): void {
    for (const end of Array.from(this.#cuts)) end();
  }

  mend(): void {
    this.up = true;
  }

  send(call: Call): Promise<unknown> {
    // Whoever gave up before it was sent is never called back.
    if (call.signal.aborted) return Promise.reject(call.signal.reason as Error);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    let over = false;
    const end = (settle: () => void) => {
      if (over) return;
      over = true;
      this.#cuts.delete(cut);
      cancel();
      settle();
    };
    const cut = () => end(() => reject(new Fault('central.unreachable')));
    const cancel = this.#schedule.after(call.limitMs, () => end(() => reject(new Fault('central.slow'))));
    this.#cuts.add(cut);
    call.signal.addEventListener('abort', () => end(() => reject(call.signal.reason as Error)));
    if (!this.up && !this.swallows) {
      this.#schedule.after(5, cut);
      return promise;
    }
    const chance = (limit: number) => this.#random.next() < limit;
    const { faults } = this;
    const delay = () => 20 + this.#random.below(chance(faults.slow) ? 20_000 : 900);
    const [there, back, again] = [delay(), delay(), this.#random.below(90_000)];
    this.sent += 1;
    const fault = this.#fault?.call === this.sent ? this.#fault.how : undefined;
    const lost = chance(faults.lostRequest) || fault === 'lostRequest';
    const unheard = chance(faults.lostAnswer) || fault === 'lostAnswer';
    const repeated = chance(faults.repeated) || fault === 'repeated';
    if (!lost) {
      this.#schedule.after(there, () => {
        if (!this.up || !this.#central.isUp) return this.swallows ? undefined : cut();
        const life = this.#central.life;
        const answer = (settle: () => void) => {
          if (life !== this.#central.life) return cut();
          if (!unheard) this.#schedule.after(back, () => (this.up ? end(settle) : undefined));
          // A connection that is reset in the middle of the answer is noticed; one that goes silent is not.
          else if (chance(0.5)) this.#schedule.after(back, cut);
        };
        call.serve().then(
          (value) => answer(() => resolve(value)),
          (error: Error) => answer(() => reject(error)),
        );
      });
    }
    if (repeated && call.name !== 'feed') {
      this.#schedule.after(there + again, () => {
        if (!this.#central.isUp) return;
        this.#schedule.note(`${call.name} arrives again`);
        call.serve().catch(() => undefined);
      });
    }
    return promise;
  }

  static limit(extraMs = 0): number {
    return TIMEOUT_MS + extraMs;
  }
}

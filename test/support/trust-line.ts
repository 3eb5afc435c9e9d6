import { findCardKey } from '../../src-main/store/trust.ts';
import type { TrustReply } from '../../src-shared/contract/central/trust.ts';
import { ReplayCounter } from './replay-counter.ts';

/** The line between counters and central, which counts what is asked about keys and may bend what is answered. */
export class TrustLine {
  readonly #now: () => number;
  bend: (reply: TrustReply) => TrustReply = (reply) => reply;
  asked = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  newCounter(): ReplayCounter {
    return new ReplayCounter({
      clock: { now: this.#now },
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        const url = input instanceof Request ? input.url : String(input);
        if (!url.includes('/trust')) return response;
        this.asked += 1;
        return response.ok ? Response.json(this.bend((await response.json()) as TrustReply)) : response;
      },
    });
  }

  /** Replays until the counter has a key of its own. */
  async settle(counter: ReplayCounter): Promise<void> {
    counter.replay.start();
    await counter.until(() => keyOf(counter) !== undefined);
  }

  /** Asks central once more, and again after each answer, to the end of what it has to say. */
  async again(counter: ReplayCounter, isThere: () => boolean): Promise<void> {
    const before = this.asked;
    let tried = before;
    counter.replay.tryNow();
    await counter.until(() => {
      if (this.asked === before) return false;
      const there = isThere();
      if (!there && this.asked > tried) {
        tried = this.asked;
        counter.replay.tryNow();
      }
      return there;
    });
  }
}

/** Name of the key a counter signs cards with. */
export function keyOf({ store }: ReplayCounter): string | undefined {
  return findCardKey(store, 'cardKey')?.kid;
}

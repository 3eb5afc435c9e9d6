import type { Schedule } from './schedule.ts';

/** The feed's bell without a connection of its own; waiters wait in virtual time. */
export class SimulatedBell {
  readonly #schedule: Schedule;
  readonly #waiters = new Map<string, Set<() => void>>();
  #stopped = false;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  get isOpen(): boolean {
    return !this.#stopped;
  }

  listen(centre: string, { ms, signal }: { ms: number; signal?: AbortSignal | undefined }): { heard: Promise<void> } {
    const waiters = this.#waiters.get(centre) ?? new Set();
    this.#waiters.set(centre, waiters);
    const heard = new Promise<void>((resolve) => {
      const done = () => {
        cancel();
        if (waiters.delete(done)) this.#schedule.enter();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.#schedule.after(ms, done);
      waiters.add(done);
      // Whoever waits here is at rest until the bell rings.
      this.#schedule.leave();
      signal?.addEventListener('abort', done);
    });
    return { heard };
  }

  ring(centre: string): void {
    for (const wake of Array.from(this.#waiters.get(centre) ?? [])) wake();
  }

  stop(): void {
    this.#stopped = true;
    for (const centre of this.#waiters.keys()) this.ring(centre);
  }
}

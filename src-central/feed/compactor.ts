import type { Central } from '../central.ts';
import { compactFeed } from './compact.ts';

const EVERY_MS = 6 * 3_600_000;

/** Tidies the feed a few times a day; two centrals that do it at once do no harm. */
export class Compactor {
  readonly #central: Pick<Central, 'db' | 'settings' | 'now' | 'log'>;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;

  constructor(central: Pick<Central, 'db' | 'settings' | 'now' | 'log'>) {
    this.#central = central;
    this.#timer = setInterval(() => {
      this.#running ??= this.#compact();
    }, EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #compact(): Promise<void> {
    const { log } = this.#central;
    try {
      const done = await compactFeed(this.#central);
      if (done.changes > 0) log.info(done, 'feed compacted');
    } catch (error) {
      log.error({ error }, 'feed not compacted');
    } finally {
      this.#running = undefined;
    }
  }
}

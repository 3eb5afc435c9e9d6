import type { DeviceClock } from '../../device-clock.ts';
import type { PtpEvent } from './event-pipe.ts';

/** More events than this are waiting only when nobody has asked for long: the oldest go. */
const MOST_KEPT = 256;

/** Events of a camera, by whichever way they came, until somebody asks for them. */
export class EventInbox {
  #events: PtpEvent[] = [];
  #arrived: (() => void) | undefined;

  put(event: PtpEvent): void {
    this.#events.push(event);
    if (this.#events.length > MOST_KEPT) this.#events.shift();
    this.#arrived?.();
  }

  /** Everything since the last time. */
  take(): readonly PtpEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** Resolves when there is an event, or after `ms`. */
  async rest(clock: DeviceClock, ms: number): Promise<void> {
    if (this.#events.length > 0) return;
    const arrived = new Promise<void>((resolve) => {
      this.#arrived = resolve;
    });
    await Promise.race([arrived, clock.wait(ms)]);
    this.#arrived = undefined;
  }
}

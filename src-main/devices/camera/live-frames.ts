import type { Fault } from '../../../src-shared/errors.ts';
import type { CameraFrame } from './camera-port.ts';

/** The newest frame of one live view, and those who wait for a newer one. */
export class LiveFrames {
  #newest: CameraFrame | undefined;
  #ended: Fault | undefined;
  #waiting: Waiter[] = [];

  publish(jpeg: Uint8Array): void {
    if (this.#ended !== undefined) return;
    const frame = { number: (this.#newest?.number ?? 0) + 1, jpeg };
    this.#newest = frame;
    const due = this.#waiting.filter((waiter) => frame.number > waiter.after);
    this.#waiting = this.#waiting.filter((waiter) => frame.number <= waiter.after);
    for (const waiter of due) waiter.frame(frame);
  }

  /** Resolves at once when there is a frame after `after`. */
  next(after: number): Promise<CameraFrame> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const newest = this.#newest;
    if (newest !== undefined && newest.number > after) return Promise.resolve(newest);
    const next = new Promise<CameraFrame>((resolve, reject) => {
      this.#waiting.push({ after, frame: resolve, end: reject });
    });
    // Whoever gave up waiting must not bring the process down when the live view ends.
    next.catch(() => undefined);
    return next;
  }

  /** Ends the live view: all who wait, and all who ask later, get `fault`. */
  end(fault: Fault): void {
    if (this.#ended !== undefined) return;
    this.#ended = fault;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) waiter.end(fault);
  }
}

interface Waiter {
  readonly after: number;
  readonly frame: (frame: CameraFrame) => void;
  readonly end: (fault: Fault) => void;
}

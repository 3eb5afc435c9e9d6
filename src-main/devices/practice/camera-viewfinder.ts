import type { CameraFaults } from './camera-faults.ts';
import type { PictureSource } from './picture-source.ts';

/** Two questions nearer than this, the first of them too early, are a flood to the body. */
const FLOOD_MS = 25;

/** The viewfinder of a practice body: a frame each so many milliseconds, and trouble with impatient hosts. */
export class CameraViewfinder {
  readonly #source: PictureSource;
  readonly #faults: CameraFaults;
  readonly #now: () => number;
  #lastFrameAt = -Infinity;
  #lastAskedAt = -Infinity;
  #floods = 0;

  constructor(parts: { readonly source: PictureSource; readonly faults: CameraFaults; readonly now: () => number }) {
    this.#source = parts.source;
    this.#faults = parts.faults;
    this.#now = parts.now;
  }

  switch(on: boolean): void {
    this.#floods = 0;
    this.#source.viewfinder(on);
  }

  /** `undefined` while there is none: the body answers "not ready". */
  frame(): Uint8Array | undefined {
    const now = this.#now();
    const soon = now - this.#lastAskedAt < FLOOD_MS;
    this.#lastAskedAt = now;
    if (this.#floods >= this.#faults.floodedAfter) return undefined;
    const early = now - this.#lastFrameAt < this.#faults.frameMs;
    this.#floods = early && soon ? this.#floods + 1 : 0;
    const frame = early ? undefined : this.#source.frame();
    if (frame !== undefined) this.#lastFrameAt = now;
    return frame;
  }
}

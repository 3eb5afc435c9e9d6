import type { Fault } from '../../../src-shared/errors.ts';
import { asFault } from './as-fault.ts';
import type { TetheredCamera } from './camera-driver.ts';
import type { CameraFrame } from './camera-port.ts';
import { LiveFrames } from './live-frames.ts';

type Use = <T>(task: (camera: TetheredCamera) => Promise<T>) => Promise<T>;

/** One live view of a camera, from its start to its end: asks for frames as fast as the camera gives them. */
export class LiveRun {
  readonly #use: Use;
  readonly #frames = new LiveFrames();
  /** Resolves when no frame is asked for any more. */
  readonly done: Promise<void>;
  #ended = false;

  /** `failed` is called when the camera gives no more frames; not after `end`. */
  constructor(use: Use, failed: (fault: Fault) => void) {
    this.#use = use;
    this.done = this.#run(failed);
  }

  next(after: number): Promise<CameraFrame> {
    return this.#frames.next(after);
  }

  /** All who wait for a frame, and all who ask later, get `fault`. */
  end(fault: Fault): void {
    this.#ended = true;
    this.#frames.end(fault);
  }

  async #run(failed: (fault: Fault) => void): Promise<void> {
    let restarted = false;
    while (!this.#ended) {
      try {
        const jpeg = await this.#use((camera) => (this.#ended ? nothing() : camera.liveFrame()));
        if (jpeg !== undefined) this.#frames.publish(jpeg);
        restarted = false;
      } catch (error) {
        if (this.#ended) return;
        // Streams stall now and then; switching the viewfinder off and on brings most of them back.
        if (restarted || !(await this.#restart())) {
          if (!this.#ended) failed(asFault(error));
          return;
        }
        restarted = true;
      }
    }
  }

  async #restart(): Promise<boolean> {
    try {
      await this.#use(async (camera) => {
        await camera.stopLiveView();
        await camera.startLiveView();
      });
      return true;
    } catch {
      return false;
    }
  }
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}

import sharp from 'sharp';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import type { CameraState } from '../../src-main/devices/camera/camera-port.ts';
import type { DeviceClock } from '../../src-main/devices/device-clock.ts';
import type { CameraModelOptions } from '../../src-main/devices/practice/camera-model.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import type { PictureSource } from '../../src-main/devices/practice/picture-source.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';

/** A wall with a number on it: small real JPEGs, so that tests of the wire need no portrait. */
export class TestSource implements PictureSource {
  on = false;
  exposures: Uint8Array[] = [];
  /** What goes on while the shutter is open. */
  exposing: (() => Promise<void>) | undefined;
  /** The viewfinder was switched on or off. */
  switched: ((on: boolean) => void) | undefined;
  readonly frames: readonly Uint8Array[];
  readonly #picture: Uint8Array;
  #next = 0;

  private constructor(picture: Uint8Array, frames: Uint8Array[]) {
    this.#picture = picture;
    this.frames = frames;
  }

  /** `bytes`: at least how large the picture is. */
  static async make(bytes = 300_000): Promise<TestSource> {
    const side = Math.ceil(Math.sqrt(bytes));
    const noise = Buffer.alloc(side * side * 3);
    let seed = 7;
    for (let index = 0; index < noise.length; index += 1) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      noise[index] = seed >>> 16;
    }
    const picture = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
      .jpeg({ quality: 95 })
      .toBuffer();
    const frames = await Promise.all(
      [20, 90, 160].map((grey) =>
        sharp({ create: { width: 96, height: 64, channels: 3, background: { r: grey, g: grey, b: grey } } })
          .jpeg()
          .toBuffer(),
      ),
    );
    return new TestSource(picture, frames);
  }

  async expose(): Promise<Uint8Array> {
    await this.exposing?.();
    this.exposures.push(this.#picture);
    return this.#picture;
  }

  viewfinder(on: boolean): void {
    this.on = on;
    this.switched?.(on);
  }

  frame(): Uint8Array | undefined {
    if (!this.on) return undefined;
    this.#next += 1;
    return this.frames[this.#next % this.frames.length];
  }
}

export interface Bench {
  readonly bus: PracticeBus;
  readonly model: CameraModel;
  readonly source: TestSource;
  readonly manager: CameraManager;
  readonly states: CameraState[];
}

export interface BenchOptions extends CameraModelOptions {
  /** At least how large a picture is. */
  readonly bytes?: number;
  /** Of the driver. */
  readonly clock?: DeviceClock;
}

/** A camera on a bus with the real manager and driver in front of it, connected. */
export async function connectedBench(options: number | BenchOptions = {}): Promise<Bench> {
  const { bytes, clock, ...ofModel } = typeof options === 'number' ? { bytes: options } : options;
  const source = await TestSource.make(bytes);
  const bus = new PracticeBus();
  const model = new CameraModel(source, ofModel);
  bus.plug(model);
  const manager = new CameraManager({ bus, ...(clock === undefined ? {} : { clock }) });
  const states: CameraState[] = [];
  manager.onState((state) => states.push(state));
  await reaches(manager, 'ready');
  return { bus, model, source, manager, states };
}

/** Resolves when the camera is in that condition, now or later. */
export function reaches(manager: CameraManager, condition: CameraState['condition']): Promise<CameraState> {
  if (manager.state.condition === condition) return Promise.resolve(manager.state);
  return new Promise((resolve) => {
    const stop = manager.onState((state) => {
      if (state.condition !== condition) return;
      stop();
      resolve(state);
    });
  });
}

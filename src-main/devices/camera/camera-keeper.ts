import { Fault } from '../../../src-shared/errors.ts';
import { SerialQueue } from '../../serial-queue.ts';
import type { DeviceClock } from '../device-clock.ts';
import type { UsbBus, UsbCandidate } from '../usb/usb-device.ts';
import { isGone } from '../usb/is-gone.ts';
import { asFault } from './as-fault.ts';
import type { CameraConnection, PreferredCamera } from './camera-connection.ts';
import { breaksSession, findCameras, losesDevice, openCamera, reopenCamera } from './camera-connection.ts';
import type { CameraDriver, TetheredCamera } from './camera-driver.ts';
import { Wakeable } from './wakeable.ts';

const KEEP_AWAKE_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

export interface CameraKeeperOptions {
  readonly bus: UsbBus;
  readonly drivers: readonly CameraDriver[];
  readonly clock: DeviceClock;
  readonly preferred: PreferredCamera;
  /** Runs on a camera just connected, before `connected`. What it throws means that the wire failed. */
  readonly setUp: (camera: TetheredCamera) => Promise<void>;
  readonly connecting: (product: string) => void;
  readonly connected: () => void;
  /** The session with the camera is gone; a new one is being tried for. */
  readonly broken: (fault: Fault) => void;
  /** Looked for a camera and has none; `undefined` when there simply is none. */
  readonly absent: (fault: Fault | undefined) => void;
  /** Why a task asked for now cannot have a camera. */
  readonly whyAbsent: () => Fault;
  /** The camera was heard from, and may tell other details of itself. */
  readonly heard: () => void;
  /** Is something going on that shows by itself whether the camera is there? */
  readonly watched: () => boolean;
}

/** Finds a camera, holds one session with it, and comes back by itself after an unplug or a fault. */
export class CameraKeeper {
  readonly #options: CameraKeeperOptions;
  readonly #work = new SerialQueue();
  readonly #sleep = new Wakeable();
  /** Devices that turned out to be no camera for us; forgotten when the bus changes. */
  readonly #unsuitable = new Set<string>();
  readonly #supervision: Promise<void>;
  readonly #unwatch: () => void;
  #connection: CameraConnection | undefined;
  #broken: { readonly connection: CameraConnection; readonly fault: Fault } | undefined;
  #retryMs = FIRST_RETRY_MS;
  #closing = false;

  constructor(options: CameraKeeperOptions) {
    this.#options = options;
    this.#unwatch = options.bus.watch(() => {
      this.#unsuitable.clear();
      this.#retryMs = FIRST_RETRY_MS;
      this.#sleep.wake();
    });
    this.#supervision = this.#supervise();
  }

  get camera(): TetheredCamera | undefined {
    return this.#connection?.camera;
  }

  /** Runs a task on the camera, after those before it. Errors: `whyAbsent`, and those of the task. */
  use<T>(task: (camera: TetheredCamera) => Promise<T>): Promise<T> {
    return this.#work.run(async () => {
      const connection = this.#connection;
      if (connection === undefined) throw this.#options.whyAbsent();
      try {
        const done = await task(connection.camera);
        this.#options.heard();
        return done;
      } catch (error) {
        const fault = asFault(error);
        if (breaksSession(fault)) this.#break(connection, fault);
        throw fault;
      }
    });
  }

  async close(): Promise<void> {
    if (this.#closing) return this.#supervision;
    this.#closing = true;
    this.#unwatch();
    this.#sleep.wake();
    await this.#supervision;
    await this.#work.run(async () => {
      await this.#connection?.camera.leave();
      await this.#broken?.connection.camera.abandon();
      await (this.#connection ?? this.#broken?.connection)?.device.close();
      this.#connection = undefined;
      this.#broken = undefined;
    });
  }

  async #supervise(): Promise<void> {
    while (!this.#closing) {
      if (this.#connection === undefined) await this.#work.run(() => this.#reconnect());
      await this.#sleep.rest(this.#connection === undefined ? this.#retryMs : KEEP_AWAKE_MS);
      if (this.#closing || this.#connection === undefined || this.#options.watched()) continue;
      try {
        await this.use((camera) => camera.keepAwake());
      } catch {
        // A fault that matters has been told; being busy for a moment does not matter.
      }
    }
  }

  async #reconnect(): Promise<void> {
    const broken = this.#broken;
    this.#broken = undefined;
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
    try {
      const connection = broken === undefined ? await this.#find() : await this.#mend(broken);
      if (connection === undefined) return this.#options.absent(undefined);
      await this.#present(connection);
    } catch (error) {
      const pulled = broken !== undefined && (await isGone(this.#options.bus, broken.connection.place));
      this.#options.absent(pulled ? new Fault('usb.unplugged', {}, { cause: error }) : asFault(error));
    }
  }

  async #present(connection: CameraConnection): Promise<void> {
    try {
      await this.#options.setUp(connection.camera);
    } catch (error) {
      // No wake: a camera that fails at every set-up is not to be tried without a pause.
      this.#broken = { connection, fault: asFault(error) };
      return this.#options.broken(this.#broken.fault);
    }
    this.#retryMs = FIRST_RETRY_MS;
    this.#connection = connection;
    this.#options.connected();
  }

  /** The first of the devices found that can be tethered. Errors: why none could, if there were any. */
  async #find(): Promise<CameraConnection | undefined> {
    const { bus, drivers, preferred, clock } = this.#options;
    let why: Fault | undefined;
    for (const found of await findCameras(bus, drivers, preferred)) {
      const key = keyOf(found.candidate);
      if (this.#unsuitable.has(key)) {
        why ??= new Fault('camera.unsupported');
        continue;
      }
      this.#options.connecting(found.candidate.product);
      try {
        return await openCamera(found, clock);
      } catch (error) {
        const fault = asFault(error);
        if (fault.code === 'camera.unsupported') this.#unsuitable.add(key);
        // A real camera with a trouble tells more than a telephone beside it.
        if (why === undefined || why.code === 'camera.unsupported') why = fault;
      }
    }
    if (why !== undefined) throw why;
    return undefined;
  }

  async #mend({
    connection,
    fault,
  }: {
    connection: CameraConnection;
    fault: Fault;
  }): Promise<CameraConnection | undefined> {
    await connection.camera.abandon();
    if (!losesDevice(fault)) return reopenCamera(connection, this.#options.clock);
    await connection.device.close();
    return this.#find();
  }

  #break(connection: CameraConnection, fault: Fault): void {
    this.#connection = undefined;
    this.#broken = { connection, fault };
    this.#options.broken(fault);
    this.#retryMs = FIRST_RETRY_MS;
    this.#sleep.wake();
  }
}

function keyOf({ place, vendorId, productId, serialNumber }: UsbCandidate): string {
  return `${place} ${vendorId}:${productId} ${serialNumber}`;
}

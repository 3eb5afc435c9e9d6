import { Fault } from '../../../src-shared/errors.ts';
import type { DeviceClock } from '../device-clock.ts';
import { systemClock } from '../device-clock.ts';
import { SerialQueue } from '../../serial-queue.ts';
import type { UsbBus } from '../usb/usb-device.ts';
import type { CameraConnection } from './camera-connection.ts';
import { breaksSession, findCamera, openCamera, reopenCamera } from './camera-connection.ts';
import type { CameraDriver, TetheredCamera } from './camera-driver.ts';
import type { CameraFrame, CameraPicture, CameraPort, CameraState } from './camera-port.ts';
import { canonEos } from './canon/canon-camera.ts';
import { LiveFrames } from './live-frames.ts';
import { Wakeable } from './wakeable.ts';

const KEEP_AWAKE_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

export interface CameraManagerOptions {
  readonly bus: UsbBus;
  readonly drivers?: readonly CameraDriver[];
  readonly clock?: DeviceClock;
}

/**
 * Keeps one camera connected: finds it, opens one session, holds it open, and comes back by itself
 * after an unplug or a fault. A live view that an unplug ended is not resumed: whoever showed it sees
 * `condition` become `ready` and starts it again.
 */
export class CameraManager implements CameraPort {
  readonly #bus: UsbBus;
  readonly #drivers: readonly CameraDriver[];
  readonly #clock: DeviceClock;
  readonly #work = new SerialQueue();
  readonly #listeners = new Set<(state: CameraState) => void>();
  readonly #sleep = new Wakeable();
  readonly #supervision: Promise<void>;
  readonly #unwatch: () => void;
  #state: CameraState = { condition: 'absent' };
  #connection: CameraConnection | undefined;
  #broken: Broken | undefined;
  #live: LiveFrames | undefined;
  #liveRun: Promise<void> = Promise.resolve();
  #retryMs = FIRST_RETRY_MS;
  #closing = false;

  constructor(options: CameraManagerOptions) {
    this.#bus = options.bus;
    this.#drivers = options.drivers ?? [canonEos];
    this.#clock = options.clock ?? systemClock;
    this.#unwatch = this.#bus.watch(() => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#sleep.wake();
    });
    this.#supervision = this.#supervise();
  }

  get state(): CameraState {
    return this.#state;
  }

  onState(changed: (state: CameraState) => void): () => void {
    const listener = (state: CameraState): void => changed(state);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  startLiveView(): Promise<void> {
    return this.#use(async (camera) => {
      if (this.#live !== undefined) return;
      await camera.startLiveView();
      const live = new LiveFrames();
      this.#live = live;
      this.#liveRun = this.#runLive(live);
      this.#tell('live');
    });
  }

  nextFrame(after: number): Promise<CameraFrame> {
    if (this.#live !== undefined) return this.#live.next(after);
    return Promise.reject(this.#connection === undefined ? this.#absent() : new Fault('camera.notInLiveView'));
  }

  async stopLiveView(): Promise<void> {
    if (this.#live === undefined) return;
    this.#endLive(new Fault('camera.notInLiveView'));
    await this.#use((camera) => camera.stopLiveView());
    if (this.#connection !== undefined) this.#tell('ready');
  }

  capture(): Promise<CameraPicture> {
    return this.#use(async (camera) => {
      this.#tell('capturing');
      try {
        const { jpeg, fileName } = await camera.capture();
        return { jpeg, fileName, cameraModel: camera.model, cameraSerialNumber: camera.serialNumber };
      } finally {
        this.#tell(this.#live === undefined ? 'ready' : 'live');
      }
    });
  }

  async close(): Promise<void> {
    if (this.#closing) return this.#supervision;
    this.#closing = true;
    this.#unwatch();
    this.#endLive(new Fault('camera.notInLiveView'));
    this.#sleep.wake();
    await this.#supervision;
    await this.#liveRun;
    await this.#work.run(async () => {
      await this.#connection?.camera.leave();
      await this.#broken?.connection.camera.abandon();
      await (this.#connection ?? this.#broken?.connection)?.device.close();
      this.#connection = undefined;
      this.#broken = undefined;
    });
    this.#listeners.clear();
  }

  /** Runs a task on the camera, after those before it; sees to faults that break the session. */
  #use<T>(task: (camera: TetheredCamera) => Promise<T>): Promise<T> {
    return this.#work.run(async () => {
      const connection = this.#connection;
      if (connection === undefined) throw this.#absent();
      try {
        return await task(connection.camera);
      } catch (error) {
        const fault = asFault(error);
        if (breaksSession(fault)) this.#break(connection, fault);
        throw fault;
      }
    });
  }

  async #supervise(): Promise<void> {
    while (!this.#closing) {
      if (this.#connection === undefined) await this.#work.run(() => this.#reconnect());
      await this.#sleep.rest(this.#connection === undefined ? this.#retryMs : KEEP_AWAKE_MS);
      // In live view every frame shows whether the camera is there.
      if (this.#closing || this.#connection === undefined || this.#live !== undefined) continue;
      try {
        await this.#use((camera) => camera.keepAwake());
      } catch {
        // A fault that matters has changed the state; being busy for a moment does not.
      }
    }
  }

  async #reconnect(): Promise<void> {
    const broken = this.#broken;
    this.#broken = undefined;
    try {
      this.#connection = broken === undefined ? await this.#find() : await this.#mend(broken);
    } catch (error) {
      this.#setState({ condition: 'absent', fault: asFault(error).code });
    }
    if (this.#connection === undefined) {
      this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
      return;
    }
    this.#retryMs = FIRST_RETRY_MS;
    this.#tell('ready');
  }

  async #find(): Promise<CameraConnection | undefined> {
    const found = await findCamera(this.#bus, this.#drivers);
    if (found === undefined) {
      // What made it go stays the reason why it is not there.
      if (this.#state.condition !== 'absent') this.#setState({ condition: 'absent', fault: 'camera.absent' });
      return undefined;
    }
    this.#setState({ condition: 'connecting', model: found.candidate.product });
    return openCamera(found, this.#clock);
  }

  async #mend(broken: Broken): Promise<CameraConnection | undefined> {
    await broken.connection.camera.abandon();
    if (broken.fault.code !== 'usb.unplugged') return reopenCamera(broken.connection, this.#clock);
    await broken.connection.device.close();
    return this.#find();
  }

  #break(connection: CameraConnection, fault: Fault): void {
    this.#connection = undefined;
    this.#broken = { connection, fault };
    this.#endLive(fault);
    this.#setState({ condition: fault.code === 'usb.unplugged' ? 'absent' : 'faulty', fault: fault.code });
    this.#retryMs = FIRST_RETRY_MS;
    this.#sleep.wake();
  }

  async #runLive(live: LiveFrames): Promise<void> {
    let restarted = false;
    while (this.#live === live) {
      try {
        const jpeg = await this.#use((camera) => (this.#live === live ? camera.liveFrame() : nothing()));
        if (jpeg !== undefined) live.publish(jpeg);
        restarted = false;
      } catch (error) {
        if (this.#live !== live) return;
        // Streams stall now and then; switching the viewfinder off and on brings most of them back.
        if (restarted || !(await this.#restartLiveView())) {
          this.#endLive(asFault(error));
          this.#tell('ready');
          return;
        }
        restarted = true;
      }
    }
  }

  async #restartLiveView(): Promise<boolean> {
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

  #endLive(fault: Fault): void {
    this.#live?.end(fault);
    this.#live = undefined;
  }

  #absent(): Fault {
    const { fault } = this.#state;
    const telling = fault === 'usb.busy' || fault === 'usb.permission' || fault === 'usb.noBus';
    return new Fault(telling ? fault : 'camera.absent');
  }

  /** A state of the camera that is connected; says nothing when it went away meanwhile. */
  #tell(condition: CameraState['condition']): void {
    if (this.#connection === undefined) return;
    const { model, serialNumber, firmware } = this.#connection.camera;
    this.#setState({ condition, model, serialNumber, firmware });
  }

  #setState(state: CameraState): void {
    const before = this.#state;
    this.#state = state;
    const same = before.condition === state.condition && before.fault === state.fault && before.model === state.model;
    if (same) return;
    for (const listener of this.#listeners) listener(state);
  }
}

interface Broken {
  readonly connection: CameraConnection;
  readonly fault: Fault;
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}

function asFault(error: unknown): Fault {
  return error instanceof Fault ? error : new Fault('internal.fault', {}, { cause: error });
}

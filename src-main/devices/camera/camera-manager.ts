import { isDeepStrictEqual } from 'node:util';
import type { CameraSettingName } from '../../../src-shared/devices/camera-setting.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';
import { Fault } from '../../../src-shared/errors.ts';
import type { DeviceClock } from '../device-clock.ts';
import { systemClock } from '../device-clock.ts';
import type { UsbBus } from '../usb/usb-device.ts';
import type { PreferredCamera } from './camera-connection.ts';
import { breaksSession } from './camera-connection.ts';
import type { CameraDriver, TetheredCamera } from './camera-driver.ts';
import { CameraKeeper } from './camera-keeper.ts';
import type { CameraFrame, CameraPicture, CameraPort, CameraState, ConnectedCamera } from './camera-port.ts';
import type { CameraSetting } from './camera-settings.ts';
import { LiveRun } from './live-run.ts';
import { ptpCamera } from './ptp-camera.ts';

/** Faults of the state that tell whoever uses the camera more than that it is not there. */
const telling: ReadonlySet<ErrorCode> = new Set([
  'usb.busy',
  'usb.permission',
  'usb.noBus',
  'usb.crashed',
  'camera.unsupported',
  'camera.asleep',
]);

export interface CameraManagerOptions {
  readonly bus: UsbBus;
  readonly drivers?: readonly CameraDriver[];
  readonly clock?: DeviceClock;
  /** Which camera to take where there are several; another one is taken when it is not there. */
  readonly preferred?: PreferredCamera;
}

type SetUp = (camera: ConnectedCamera) => Promise<void>;

/**
 * The camera of a counter: connected as long as there is one, one task at a time. A live view that an
 * unplug ended is not resumed: whoever showed it sees `condition` become `ready` and starts it again.
 */
export class CameraManager implements CameraPort {
  readonly #keeper: CameraKeeper;
  readonly #listeners = new Set<(state: CameraState) => void>();
  readonly #setUps = new Set<SetUp>();
  #state: CameraState = { condition: 'absent' };
  #live: LiveRun | undefined;
  #liveDone: Promise<void> = Promise.resolve();

  constructor(options: CameraManagerOptions) {
    this.#keeper = new CameraKeeper({
      bus: options.bus,
      drivers: options.drivers ?? [ptpCamera],
      clock: options.clock ?? systemClock,
      preferred: options.preferred ?? {},
      setUp: async (camera) => {
        for (const setUp of this.#setUps) await setUpWith(camera, setUp);
      },
      connecting: (model) => this.#setState({ condition: 'connecting', model }),
      connected: () => this.#tell('ready'),
      broken: (fault) => this.#broken(fault),
      absent: (fault) => this.#absent(fault),
      whyAbsent: () => this.#whyAbsent(),
      heard: () => this.#tell(this.#state.condition),
      // In live view every frame shows whether the camera is there.
      watched: () => this.#live !== undefined,
    });
  }

  get state(): CameraState {
    return this.#state;
  }

  onState(changed: (state: CameraState) => void): () => void {
    const listener = (state: CameraState): void => changed(state);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onConnect(setUp: SetUp): () => void {
    const each: SetUp = (camera) => setUp(camera);
    this.#setUps.add(each);
    // A camera that goes while it is set up is set up when it is back.
    if (this.#keeper.camera !== undefined) {
      this.#keeper.use((camera) => setUpWith(camera, each)).catch(() => undefined);
    }
    return () => this.#setUps.delete(each);
  }

  startLiveView(): Promise<void> {
    return this.#keeper.use(async (camera) => {
      if (this.#live !== undefined) return;
      await camera.startLiveView();
      const live = new LiveRun(
        (task) => this.#keeper.use(task),
        (fault) => this.#liveFailed(live, fault),
      );
      this.#live = live;
      this.#liveDone = live.done;
      this.#tell('live');
    });
  }

  nextFrame(after: number): Promise<CameraFrame> {
    if (this.#live !== undefined) return this.#live.next(after);
    return Promise.reject(this.#keeper.camera === undefined ? this.#whyAbsent() : new Fault('camera.notInLiveView'));
  }

  async stopLiveView(): Promise<void> {
    if (this.#live === undefined) return;
    this.#endLive(new Fault('camera.notInLiveView'));
    await this.#keeper.use((camera) => camera.stopLiveView());
    this.#tell('ready');
  }

  capture(): Promise<CameraPicture> {
    return this.#keeper.use(async (camera) => {
      this.#tell('capturing');
      try {
        const { jpeg, fileName } = await camera.capture();
        return { jpeg, fileName, cameraModel: camera.model, cameraSerialNumber: camera.serialNumber };
      } finally {
        this.#tell(this.#live === undefined ? 'ready' : 'live');
      }
    });
  }

  settings(): Promise<readonly CameraSetting[]> {
    return this.#keeper.use((camera) => camera.settings());
  }

  changeSetting(name: CameraSettingName, value: number): Promise<void> {
    return this.#keeper.use((camera) => camera.changeSetting(name, value));
  }

  focus(): Promise<void> {
    return this.#keeper.use((camera) => camera.focus());
  }

  moveFocus(steps: number): Promise<void> {
    return this.#keeper.use((camera) => camera.moveFocus(steps));
  }

  async close(): Promise<void> {
    this.#endLive(new Fault('camera.notInLiveView'));
    await this.#keeper.close();
    await this.#liveDone;
    this.#listeners.clear();
  }

  #broken(fault: Fault): void {
    this.#endLive(fault);
    this.#setState({ condition: isAway(fault) ? 'absent' : 'faulty', fault: fault.code });
  }

  #absent(fault: Fault | undefined): void {
    if (fault !== undefined) this.#setState({ condition: 'absent', fault: fault.code });
    // What made it go stays the reason why it is not there.
    else if (this.#state.condition !== 'absent') this.#setState({ condition: 'absent', fault: 'camera.absent' });
  }

  #liveFailed(live: LiveRun, fault: Fault): void {
    if (this.#live !== live) return;
    this.#endLive(fault);
    this.#tell('ready');
  }

  #endLive(fault: Fault): void {
    this.#live?.end(fault);
    this.#live = undefined;
  }

  #whyAbsent(): Fault {
    const { fault } = this.#state;
    return new Fault(fault !== undefined && telling.has(fault) ? fault : 'camera.absent');
  }

  /** A state of the camera that is connected; says nothing when it went away meanwhile. */
  #tell(condition: CameraState['condition']): void {
    const camera = this.#keeper.camera;
    if (camera === undefined) return;
    const { model, serialNumber, firmware, details } = camera;
    this.#setState({ condition, model, serialNumber, firmware, details });
  }

  #setState(state: CameraState): void {
    const before = this.#state;
    this.#state = state;
    if (isDeepStrictEqual(before, state)) return;
    for (const listener of this.#listeners) listener(state);
  }
}

function isAway(fault: Fault): boolean {
  return fault.code === 'usb.unplugged' || fault.code === 'camera.asleep';
}

/** Runs a set-up; what it throws counts only when it was the wire that failed. */
async function setUpWith(camera: TetheredCamera, setUp: SetUp): Promise<void> {
  try {
    await setUp(camera);
  } catch (error) {
    if (error instanceof Fault && breaksSession(error) && error.code !== 'internal.fault') throw error;
  }
}

import type { CameraSettingName } from '../../../../src-shared/devices/camera-setting.ts';
import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbIdentity } from '../../usb/usb-device.ts';
import type { CameraDetails, TakenPicture, TetheredCamera } from '../camera-driver.ts';
import type { CameraSetting } from '../camera-settings.ts';
import type { DeviceInfo } from '../ptp/device-info.ts';
import { EventPipe } from '../ptp/event-pipe.ts';
import type { PtpBody, PtpFamily } from '../ptp/ptp-family.ts';
import { serialOf } from '../ptp/serial-of.ts';
import {
  CANON_EXTENSION,
  canonResponses,
  DRIVE_LENS,
  GET_EVENT,
  GET_VIEWFINDER_DATA,
  SET_REMOTE_MODE,
} from './canon-codes.ts';
import { CanonLink } from './canon-link.ts';
import { mayCloseSession, speaksEosTether } from './canon-quirks.ts';
import { driveLens, focusOnce } from './focus.ts';
import { LiveView } from './live-view.ts';
import { changeSetting, settingsOf } from './settings.ts';
import { endEarlierTether, endTether, startTether } from './start-up.ts';
import { takePicture } from './take-picture.ts';

/** USB vendor id of Canon (usb.ids). */
const CANON = 0x04_a9;

/** Canon EOS bodies with remote control; some say that they are an MTP device, of which Canon is the maker. */
export const canonEos: PtpFamily = {
  name: 'Canon EOS',
  responses: canonResponses,
  fits: ({ vendorExtensionId, manufacturer, model, operations }, { vendorId }) =>
    (vendorExtensionId === CANON_EXTENSION || vendorId === CANON || /\bcanon\b/i.test(manufacturer)) &&
    operations.includes(SET_REMOTE_MODE) &&
    operations.includes(GET_EVENT) &&
    speaksEosTether(model),
  connect: (body) => CanonCamera.connect(body),
};

class CanonCamera implements TetheredCamera {
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
  readonly #link: CanonLink;
  readonly #liveView: LiveView;
  readonly #events: EventPipe;
  readonly #operations: ReadonlySet<number>;
  readonly #closeSession: boolean;
  #keptOn: number;

  private constructor(body: Body) {
    this.#link = body.link;
    this.#events = body.events;
    this.#operations = new Set(body.info.operations);
    this.#closeSession = mayCloseSession(body.identity.productId);
    this.#liveView = new LiveView(body.link);
    this.#keptOn = body.link.clock.now();
    this.model = body.info.model;
    this.firmware = body.info.deviceVersion;
    this.serialNumber = body.link.state.serialNumber || serialOf(body.info, body.identity);
  }

  static async connect({ device, session, info, clock }: PtpBody): Promise<CanonCamera> {
    const operations = new Set(info.operations);
    const link = new CanonLink(session, clock);
    const events = new EventPipe(device, () => link.hint());
    events.start();
    try {
      if (session.takenOver) await endEarlierTether(link);
      await startTether(link, operations);
    } catch (error) {
      await events.stop();
      throw error;
    }
    return new CanonCamera({ link, events, info, identity: device.identity });
  }

  get details(): CameraDetails {
    const { battery, shutterCount } = this.#link.state;
    return {
      driver: canonEos.name,
      liveView: this.#operations.has(GET_VIEWFINDER_DATA),
      ...(battery === undefined ? {} : { battery }),
      ...(shutterCount === undefined ? {} : { shutterCount }),
    };
  }

  startLiveView(): Promise<void> {
    if (!this.details.liveView) return Promise.reject(new Fault('camera.noLiveView'));
    return this.#awake(() => this.#liveView.start());
  }

  liveFrame(): Promise<Uint8Array> {
    return this.#awake(() => this.#liveView.frame());
  }

  stopLiveView(): Promise<void> {
    return this.#awake(() => this.#liveView.stop());
  }

  capture(): Promise<TakenPicture> {
    return this.#awake(() => takePicture(this.#link, this.#operations));
  }

  settings(): Promise<readonly CameraSetting[]> {
    return this.#awake(async () => {
      await this.#link.drainEvents();
      return settingsOf(this.#link.state);
    });
  }

  changeSetting(name: CameraSettingName, value: number): Promise<void> {
    return this.#awake(() => changeSetting(this.#link, name, value));
  }

  focus(): Promise<void> {
    const inLiveView = this.#liveView.isOn;
    return this.#awake(() => focusOnce(this.#link, { operations: this.#operations, inLiveView }));
  }

  /** Works in live view only: outside it the body has nothing to drive the lens by. */
  moveFocus(steps: number): Promise<void> {
    if (!this.#operations.has(DRIVE_LENS)) return Promise.reject(new Fault('camera.refused', { what: 'lens' }));
    if (!this.#liveView.isOn) return Promise.reject(new Fault('camera.notInLiveView'));
    return this.#awake(() => driveLens(this.#link, steps));
  }

  keepAwake(): Promise<void> {
    return this.#awake(async () => {
      await this.#link.readEvents();
      const now = this.#link.clock.now();
      if (now - this.#keptOn < 5_000) return;
      this.#keptOn = now;
      await this.#link.keepOn();
    });
  }

  abandon(): Promise<void> {
    return this.#events.stop();
  }

  async leave(): Promise<void> {
    await this.#events.stop();
    await endTether(this.#link, { operations: this.#operations, closeSession: this.#closeSession });
  }

  /** A body that had announced to switch itself off, and is gone, has done so; nobody pulled its cable. */
  async #awake<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      const gone = error instanceof Fault && error.code === 'usb.unplugged';
      if (!gone || !this.#link.state.shuttingDown) throw error;
      throw new Fault('camera.asleep', {}, { cause: error });
    }
  }
}

interface Body {
  readonly link: CanonLink;
  readonly events: EventPipe;
  readonly info: DeviceInfo;
  readonly identity: UsbIdentity;
}

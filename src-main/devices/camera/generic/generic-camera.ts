import { Fault } from '../../../../src-shared/errors.ts';
import type { CameraSettingName } from '../../../../src-shared/devices/camera-setting.ts';
import type { CameraDetails, TakenPicture, TetheredCamera } from '../camera-driver.ts';
import type { CameraSetting } from '../camera-settings.ts';
import { endSession } from '../ptp/end-session.ts';
import { EventInbox } from '../ptp/event-inbox.ts';
import { EventPipe } from '../ptp/event-pipe.ts';
import { downloadPicture } from '../ptp/object-download.ts';
import { DELETE_OBJECT, GET_OBJECT, GET_OBJECT_INFO, GET_STORAGE_IDS, INITIATE_CAPTURE } from '../ptp/operations.ts';
import { standardProperties } from '../ptp/property-words.ts';
import type { PtpBody, PtpFamily } from '../ptp/ptp-family.ts';
import { PtpLink } from '../ptp/ptp-link.ts';
import { PtpSettings } from '../ptp/ptp-settings.ts';
import { serialOf } from '../ptp/serial-of.ts';
import { initiateCapture } from './initiate-capture.ts';

const BATTERY_MS = 30_000;

/** Whatever can release by the standard alone (ISO 15740): no live view, no focus of its own. */
export const genericPtp: PtpFamily = {
  name: 'generic PTP',
  responses: new Map(),
  fits: ({ operations }) => [INITIATE_CAPTURE, GET_OBJECT_INFO, GET_OBJECT].every((each) => operations.includes(each)),
  connect: (body) => GenericCamera.connect(body),
};

class GenericCamera implements TetheredCamera {
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
  readonly #link: PtpLink;
  readonly #inbox = new EventInbox();
  readonly #events: EventPipe;
  readonly #settings: PtpSettings;
  #battery: number | undefined;
  #batteryRead = -Infinity;

  private constructor(body: PtpBody) {
    const { info, device } = body;
    this.model = info.model;
    this.firmware = info.deviceVersion;
    this.serialNumber = serialOf(info, device.identity);
    this.#link = new PtpLink(body, genericPtp.responses);
    this.#settings = new PtpSettings(this.#link, standardProperties, info.properties);
    this.#events = new EventPipe(device, (event) => this.#inbox.put(event));
  }

  static async connect(body: PtpBody): Promise<GenericCamera> {
    const camera = new GenericCamera(body);
    await camera.#readBattery();
    camera.#events.start();
    return camera;
  }

  get details(): CameraDetails {
    const battery = this.#battery === undefined ? {} : { battery: this.#battery };
    return { driver: genericPtp.name, liveView: false, ...battery };
  }

  startLiveView(): Promise<void> {
    return Promise.reject(new Fault('camera.noLiveView'));
  }

  liveFrame(): Promise<Uint8Array> {
    return Promise.reject(new Fault('camera.noLiveView'));
  }

  stopLiveView(): Promise<void> {
    return Promise.resolve();
  }

  async capture(): Promise<TakenPicture> {
    const { handle, info } = await initiateCapture(this.#link, this.#inbox);
    const jpeg = await downloadPicture(this.#link, handle, info);
    // A card full of applicants' faces is nobody's wish; a body that will not delete keeps its picture.
    if (this.#link.offers(DELETE_OBJECT)) await this.#link.transact({ operation: DELETE_OBJECT, parameters: [handle] });
    return { jpeg, fileName: info.fileName };
  }

  settings(): Promise<readonly CameraSetting[]> {
    return this.#settings.read();
  }

  changeSetting(name: CameraSettingName, value: number): Promise<void> {
    return this.#settings.change(name, value);
  }

  focus(): Promise<void> {
    return Promise.reject(new Fault('camera.refused', { what: 'focus' }));
  }

  moveFocus(): Promise<void> {
    return Promise.reject(new Fault('camera.refused', { what: 'focus' }));
  }

  /** The standard has nothing against sleep; a question now and then keeps many bodies awake. */
  async keepAwake(): Promise<void> {
    if (this.#link.clock.now() - this.#batteryRead >= BATTERY_MS) await this.#readBattery();
    else await this.#link.transact({ operation: GET_STORAGE_IDS });
  }

  abandon(): Promise<void> {
    return this.#events.stop();
  }

  async leave(): Promise<void> {
    await this.#events.stop();
    await endSession(this.#link);
  }

  async #readBattery(): Promise<void> {
    this.#batteryRead = this.#link.clock.now();
    this.#battery = await this.#settings.battery();
  }
}

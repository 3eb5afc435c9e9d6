import type { CameraSettingName } from '../../../../src-shared/devices/camera-setting.ts';
import { Fault } from '../../../../src-shared/errors.ts';
import type { CameraDetails, TakenPicture, TetheredCamera } from '../camera-driver.ts';
import type { CameraSetting } from '../camera-settings.ts';
import type { DeviceInfo } from '../ptp/device-info.ts';
import { endSession } from '../ptp/end-session.ts';
import { EventPipe } from '../ptp/event-pipe.ts';
import { downloadPicture } from '../ptp/object-download.ts';
import { DELETE_OBJECT } from '../ptp/operations.ts';
import type { KnownProperty } from '../ptp/property-words.ts';
import { standardProperties } from '../ptp/property-words.ts';
import type { PtpBody, PtpFamily } from '../ptp/ptp-family.ts';
import { PtpSettings } from '../ptp/ptp-settings.ts';
import { OK } from '../ptp/response.ts';
import { serialOf } from '../ptp/serial-of.ts';
import * as nikonCodes from './nikon-codes.ts';
import { NikonLink } from './nikon-link.ts';
import { NikonLiveView } from './nikon-live-view.ts';
import { focus, release, releasesInLiveView } from './nikon-release.ts';

const BATTERY_MS = 30_000;
const MOVE_MS = 5_000;
/** Motor steps of a small, a middle and a large move. */
const moves = [20, 120, 600] as const;

const releases = [nikonCodes.CAPTURE_IN_MEDIA, nikonCodes.AF_CAPTURE_SDRAM, nikonCodes.CAPTURE_SDRAM];
const eventReads = [nikonCodes.GET_EVENT, nikonCodes.GET_EVENT_EX];

/** USB vendor id of Nikon (usb.ids). */
const NIKON = 0x04_b0;

/** Nikon bodies with remote control; some say that they are an MTP device, of which Nikon is the maker. */
export const nikon: PtpFamily = {
  name: 'Nikon',
  responses: nikonCodes.nikonResponses,
  fits: ({ vendorExtensionId, manufacturer, operations }, { vendorId }) =>
    (vendorExtensionId === nikonCodes.NIKON_EXTENSION || vendorId === NIKON || /\bnikon\b/i.test(manufacturer)) &&
    operations.some((each) => releases.includes(each)) &&
    operations.some((each) => eventReads.includes(each)),
  connect: (body) => NikonCamera.connect(body),
};

const knownProperties: readonly KnownProperty[] = [
  ...standardProperties,
  { name: 'colourTemperature', property: nikonCodes.COLOUR_TEMPERATURE, label: (kelvin) => `${kelvin} K` },
];

class NikonCamera implements TetheredCamera {
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
  readonly #link: NikonLink;
  readonly #liveView: NikonLiveView;
  readonly #events: EventPipe;
  readonly #settings: PtpSettings;
  #battery: number | undefined;
  #batteryRead = -Infinity;

  private constructor(body: PtpBody, parts: { readonly link: NikonLink; readonly properties: readonly number[] }) {
    const { info, device } = body;
    this.model = modelOf(info);
    this.firmware = info.deviceVersion;
    this.serialNumber = serialOf(info, device.identity);
    this.#link = parts.link;
    this.#liveView = new NikonLiveView(parts.link);
    this.#settings = new PtpSettings(parts.link, knownProperties, parts.properties);
    this.#events = new EventPipe(device, (event) => parts.link.inbox.put(event));
  }

  static async connect(body: PtpBody): Promise<NikonCamera> {
    const link = new NikonLink(body);
    const properties = [...body.info.properties, ...(await link.vendorProperties())];
    // So that settings can be made over the wire; a body that stays in its own mode works all the same.
    if (link.offers(nikonCodes.CHANGE_CAMERA_MODE)) {
      await link.insist({ operation: nikonCodes.CHANGE_CAMERA_MODE, parameters: [1] }, 1_000);
    }
    const camera = new NikonCamera(body, { link, properties });
    await camera.#readBattery();
    camera.#events.start();
    return camera;
  }

  get details(): CameraDetails {
    const battery = this.#battery === undefined ? {} : { battery: this.#battery };
    return { driver: nikon.name, liveView: this.#liveView.possible, ...battery };
  }

  startLiveView(): Promise<void> {
    return this.#liveView.start();
  }

  liveFrame(): Promise<Uint8Array> {
    return this.#liveView.frame();
  }

  stopLiveView(): Promise<void> {
    return this.#liveView.stop();
  }

  async capture(): Promise<TakenPicture> {
    const pause = this.#liveView.on && !releasesInLiveView(this.#link);
    if (pause) await this.#liveView.stop();
    try {
      const { handle, info } = await release(this.#link);
      const jpeg = await downloadPicture(this.#link, handle, info);
      // Many bodies have dropped it from their memory by now and say that there is none.
      await this.#link.transact({ operation: DELETE_OBJECT, parameters: [handle] });
      return { jpeg, fileName: info.fileName };
    } finally {
      if (pause) await this.#liveView.start();
    }
  }

  settings(): Promise<readonly CameraSetting[]> {
    return this.#settings.read();
  }

  changeSetting(name: CameraSettingName, value: number): Promise<void> {
    return this.#settings.change(name, value);
  }

  focus(): Promise<void> {
    return focus(this.#link);
  }

  /** Only in live view does the body move the lens. */
  async moveFocus(steps: number): Promise<void> {
    const operation = nikonCodes.MF_DRIVE;
    if (!this.#link.offers(operation)) throw new Fault('camera.refused', { what: 'focus' });
    if (!this.#liveView.on) throw new Fault('camera.notInLiveView');
    const size = moves[Math.abs(steps) - 1];
    if (size === undefined) return;
    const parameters = [steps < 0 ? 1 : 2, size];
    const { response } = await this.#link.insist({ operation, parameters }, MOVE_MS);
    // There is no farther or nearer than the end of the lens.
    if (response === nikonCodes.MF_END || response === nikonCodes.MF_TOO_SMALL) return;
    if (response !== OK) throw this.#link.fault(response, operation);
    await this.#link.untilReady(MOVE_MS);
  }

  async keepAwake(): Promise<void> {
    await this.#link.readEvents();
    if (this.#link.clock.now() - this.#batteryRead >= BATTERY_MS) await this.#readBattery();
  }

  abandon(): Promise<void> {
    return this.#events.stop();
  }

  async leave(): Promise<void> {
    await this.#events.stop();
    const steps = this.#liveView.on ? [{ operation: nikonCodes.END_LIVE_VIEW }] : [];
    await endSession(this.#link, [
      ...steps,
      this.#link.recordTo('card'),
      { operation: nikonCodes.CHANGE_CAMERA_MODE, parameters: [0] },
    ]);
  }

  async #readBattery(): Promise<void> {
    this.#batteryRead = this.#link.clock.now();
    this.#battery = await this.#settings.battery();
  }
}

/** Bodies leave the maker's name out of it, or write it in capitals. */
function modelOf({ model }: DeviceInfo): string {
  return /^nikon\b/i.test(model) ? model.replace(/^nikon/i, 'Nikon') : `Nikon ${model}`;
}

import * as nikon from '../camera/nikon/nikon-codes.ts';
import { DatasetWriter } from '../camera/ptp/dataset-writer.ts';
import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import { FOCUS_MODE, FOCUS_MODE_MANUAL } from '../camera/ptp/property-words.ts';
import * as response from '../camera/ptp/response.ts';
import type { DeviceDescriptor } from './device-model.ts';
import type { NikonFaults } from './nikon-faults.ts';
import type { PictureSource } from './picture-source.ts';
import { PtpObjects } from './ptp-objects.ts';
import { PtpPropertyTable } from './ptp-property-table.ts';
import type { PtpAnswer, PtpCommand, PtpInside } from './ptp-responder.ts';
import { settingProperties } from './ptp-settings-table.ts';

export interface NikonBodyOptions {
  readonly source: PictureSource;
  readonly luck: NikonFaults;
  readonly descriptor: DeviceDescriptor;
  readonly info: DeviceInfo;
}

const RAW_FORMAT = 0x30_00;
const FRAME_HEADER = 384;
const ok: PtpAnswer = { response: response.OK };

/** What is inside a practice Nikon: shutter, memory, live view, event list. */
export class NikonBody implements PtpInside {
  readonly descriptor: DeviceDescriptor;
  readonly info: DeviceInfo;
  readonly properties = new PtpPropertyTable([
    ...settingProperties,
    [nikon.COLOUR_TEMPERATURE, { type: 'u16', value: 5_000, choices: [3_000, 4_000, 5_000, 5_600, 6_500] }],
    [nikon.RECORDING_MEDIA, { type: 'u8', value: 0, choices: [0, 1] }],
    [nikon.LIVE_VIEW_STATUS, { type: 'u8', value: 0 }],
    [nikon.PROHIBIT_CONDITION, { type: 'u32', value: 0 }],
  ]);
  /** Steps the lens was moved by over the wire, negative is nearer. */
  lens = 0;
  readonly #options: NikonBodyOptions;
  readonly #objects = new PtpObjects({ storageId: 0x10001, width: 5568, height: 3712 });
  #event: (code: number, parameters: readonly number[]) => void = () => undefined;
  #events: (readonly [code: number, parameter: number])[] = [];
  #exposing = false;
  #busyLeft = 0;
  #outcome: number = response.OK;
  #frames = 0;
  #shots = 0;
  #epoch = 0;

  constructor(options: NikonBodyOptions) {
    this.#options = options;
    this.descriptor = options.descriptor;
    this.info = options.info;
  }

  attach(event: (code: number, parameters: readonly number[]) => void): void {
    this.#event = event;
  }

  hostGone(): void {
    this.#epoch += 1;
    this.#exposing = false;
    this.#busyLeft = 0;
    this.#outcome = response.OK;
    this.#objects.clear();
    this.#events = [];
    this.#liveView(false);
  }

  perform({ operation, parameters, data }: PtpCommand): PtpAnswer {
    const [first = 0] = parameters;
    switch (operation) {
      case ptp.GET_DEVICE_PROPERTY_DESC:
        return this.properties.describe(first);
      case ptp.GET_DEVICE_PROPERTY_VALUE:
        this.properties.put(nikon.PROHIBIT_CONDITION, this.#prohibited);
        return this.properties.read(first);
      case ptp.SET_DEVICE_PROPERTY_VALUE:
        return this.properties.write(first, data);
      case ptp.GET_OBJECT_INFO:
        return this.#objects.describe(first);
      case ptp.GET_OBJECT:
        return this.#objects.piece(first, [0, Infinity]);
      case ptp.GET_PARTIAL_OBJECT:
        return this.#objects.piece(first, [parameters[1] ?? 0, parameters[2] ?? 0]);
      case ptp.DELETE_OBJECT:
        return this.#objects.delete(first);
      case nikon.GET_VENDOR_PROPERTIES:
        return { ...ok, data: new DatasetWriter().u16Array(this.properties.codes).bytes() };
      case nikon.GET_EVENT:
      case nikon.GET_EVENT_EX:
        return { ...ok, data: this.#takeEvents(operation === nikon.GET_EVENT_EX) };
      case nikon.DEVICE_READY:
        return this.#ready();
      case nikon.AF_DRIVE:
        return this.#begin(this.#options.luck.noFocus ? nikon.OUT_OF_FOCUS : response.OK);
      case nikon.MF_DRIVE:
        return this.#moveLens(first, parameters[1] ?? 0);
      case nikon.CAPTURE_IN_MEDIA:
        if (this.#options.luck.oneParameter && parameters.length > 1)
          return { response: response.PARAMETER_NOT_SUPPORTED };
        return this.#release(first === nikon.AUTOFOCUS);
      case nikon.AF_CAPTURE_SDRAM:
      case nikon.CAPTURE_SDRAM:
        if (this.#live) return { response: nikon.INVALID_STATUS };
        return this.#release(operation === nikon.AF_CAPTURE_SDRAM);
      case nikon.START_LIVE_VIEW:
        return this.#startLiveView();
      case nikon.END_LIVE_VIEW:
        this.#liveView(false);
        return ok;
      case nikon.GET_LIVE_VIEW_IMAGE:
      case nikon.GET_LIVE_VIEW_IMAGE_EX:
        return this.#frame();
      case ptp.GET_STORAGE_IDS:
      case ptp.GET_OBJECT_HANDLES:
        return { ...ok, data: new DatasetWriter().u32Array([]).bytes() };
      case nikon.CHANGE_CAMERA_MODE:
        return ok;
      default:
        return { response: response.OPERATION_NOT_SUPPORTED };
    }
  }

  get #live(): boolean {
    return this.properties.get(nikon.LIVE_VIEW_STATUS) === 1;
  }

  /** A picture that nobody has fetched is against live view (bit 12). */
  get #prohibited(): number {
    return this.#options.luck.prohibited + (this.#objects.has(nikon.SDRAM_HANDLE) ? 1 << 12 : 0);
  }

  #liveView(on: boolean): void {
    this.properties.put(nikon.LIVE_VIEW_STATUS, on ? 1 : 0);
    this.#frames = 0;
    this.#options.source.viewfinder(on);
  }

  #startLiveView(): PtpAnswer {
    if (this.#prohibited !== 0) return { response: nikon.INVALID_STATUS };
    this.#liveView(true);
    return this.#begin(response.OK);
  }

  #frame(): PtpAnswer {
    if (!this.#live) return { response: nikon.NOT_IN_LIVE_VIEW };
    if (this.#frames >= this.#options.luck.framesUntilEnd) {
      this.#liveView(false);
      return { response: nikon.NOT_IN_LIVE_VIEW };
    }
    const frame = this.#exposing ? undefined : this.#options.source.frame();
    if (frame === undefined) return { response: response.DEVICE_BUSY };
    this.#frames += 1;
    // The first one after a start is cut off.
    const jpeg = this.#frames === 1 ? frame.subarray(0, frame.length >> 1) : frame;
    return { ...ok, data: new Uint8Array(Buffer.concat([Buffer.alloc(FRAME_HEADER, 0x11), jpeg])) };
  }

  #begin(outcome: number): PtpAnswer {
    this.#busyLeft = this.#options.luck.busyAnswers;
    this.#outcome = outcome;
    return ok;
  }

  #ready(): PtpAnswer {
    if (this.#exposing) return { response: response.DEVICE_BUSY };
    if (this.#busyLeft > 0) {
      this.#busyLeft -= 1;
      return { response: response.DEVICE_BUSY };
    }
    const outcome = this.#outcome;
    this.#outcome = response.OK;
    return { response: outcome };
  }

  #moveLens(direction: number, steps: number): PtpAnswer {
    if (!this.#live) return { response: nikon.NOT_IN_LIVE_VIEW };
    const moved = this.lens + (direction === 1 ? -steps : steps);
    if (Math.abs(moved) > 1_000) return { response: nikon.MF_END };
    this.lens = moved;
    return this.#begin(response.OK);
  }

  #release(autofocus: boolean): PtpAnswer {
    if (this.#exposing) return { response: response.DEVICE_BUSY };
    const focuses = autofocus && this.properties.get(FOCUS_MODE) !== FOCUS_MODE_MANUAL;
    if (focuses && this.#options.luck.noFocus) return this.#begin(nikon.OUT_OF_FOCUS);
    this.#exposing = true;
    void this.#develop(this.#epoch);
    return this.#begin(response.OK);
  }

  async #develop(epoch: number): Promise<void> {
    const bytes = await this.#options.source.expose();
    if (epoch !== this.#epoch) return;
    this.#exposing = false;
    this.#shots += 1;
    const name = `DSC_${String(this.#shots).padStart(4, '0')}`;
    const { rawFirst, tells } = this.#options.luck;
    if (rawFirst) {
      this.#objects.put(0x1000 + this.#shots, { format: RAW_FORMAT, name: `${name}.NEF`, bytes });
      this.#tell(ptp.OBJECT_ADDED, 0x1000 + this.#shots);
    }
    this.#objects.put(nikon.SDRAM_HANDLE, { format: ptp.EXIF_JPEG, name: `${name}.JPG`, bytes });
    if (tells !== 'completion') this.#tell(nikon.OBJECT_ADDED_IN_SDRAM, tells === 'all' ? nikon.SDRAM_HANDLE : 0);
    if (tells !== 'nameless') this.#tell(nikon.CAPTURE_COMPLETE_IN_SDRAM, 0);
  }

  #tell(code: number, parameter: number): void {
    this.#events.push([code, parameter]);
    this.#event(code, [parameter]);
  }

  #takeEvents(extended: boolean): Uint8Array {
    const writer = new DatasetWriter().u16(this.#events.length);
    if (extended) writer.u16(0);
    for (const [code, parameter] of this.#events) {
      writer.u16(code);
      if (extended) writer.u16(1);
      writer.u32(parameter);
    }
    this.#events = [];
    return writer.bytes();
  }
}

import { DatasetWriter } from '../camera/ptp/dataset-writer.ts';
import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import * as response from '../camera/ptp/response.ts';
import type { DeviceDescriptor } from './device-model.ts';
import type { GenericFaults } from './generic-faults.ts';
import type { PictureSource } from './picture-source.ts';
import { PtpObjects, type StoredObject } from './ptp-objects.ts';
import { PtpPropertyTable } from './ptp-property-table.ts';
import type { PtpAnswer, PtpCommand, PtpInside } from './ptp-responder.ts';
import { settingProperties } from './ptp-settings-table.ts';

export interface GenericBodyOptions {
  readonly source: PictureSource;
  readonly luck: GenericFaults;
  readonly descriptor: DeviceDescriptor;
  readonly info: DeviceInfo;
}

const FIRST_HANDLE = 0x30_00_01;
const CARD = 0x00_01_00_01;
const EMPTY_SLOT = 0x00_01_00_00;
const RAW_FORMAT = 0x30_00;
const UNKNOWN_SIZE = 0xff_ff_ff_ff;
const ok: PtpAnswer = { response: response.OK };

/** What is inside a practice still camera: shutter, card, settings. */
export class GenericBody implements PtpInside {
  static readonly propertyCodes = settingProperties.map(([code]) => code);
  readonly descriptor: DeviceDescriptor;
  readonly info: DeviceInfo;
  readonly properties = new PtpPropertyTable(settingProperties);
  /** What is on the card, by handle. */
  readonly card = new PtpObjects({ storageId: CARD, width: 4000, height: 3000 });
  readonly #options: GenericBodyOptions;
  #event: (code: number, parameters: readonly number[]) => void = () => undefined;
  #exposing = false;
  #stored = 0;
  #epoch = 0;

  constructor(options: GenericBodyOptions) {
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
  }

  perform({ operation, parameters, data }: PtpCommand): PtpAnswer {
    const [first = 0, second = 0, third = 0] = parameters;
    switch (operation) {
      case ptp.GET_STORAGE_IDS:
        return list([this.#options.luck.noCard ? EMPTY_SLOT : CARD]);
      case ptp.GET_OBJECT_HANDLES:
        return list(this.card.handles);
      case ptp.INITIATE_CAPTURE:
        return this.#release();
      case ptp.GET_OBJECT_INFO:
        return this.card.describe(first, this.#options.luck.sizeless ? UNKNOWN_SIZE : undefined);
      case ptp.GET_OBJECT:
        return this.card.piece(first, [0, Infinity]);
      case ptp.GET_PARTIAL_OBJECT:
        return this.card.piece(first, [second, this.#options.luck.crumbs ? 7 : third]);
      case ptp.DELETE_OBJECT:
        return this.card.delete(first);
      case ptp.GET_DEVICE_PROPERTY_DESC:
        return this.properties.describe(first);
      case ptp.GET_DEVICE_PROPERTY_VALUE:
        return this.properties.read(first);
      case ptp.SET_DEVICE_PROPERTY_VALUE:
        return this.properties.write(first, data);
      default:
        return { response: response.OPERATION_NOT_SUPPORTED };
    }
  }

  #release(): PtpAnswer {
    if (this.#options.luck.noCard) return { response: response.STORE_NOT_AVAILABLE };
    if (this.#exposing) return { response: response.DEVICE_BUSY };
    this.#exposing = true;
    void this.#develop(this.#epoch);
    return ok;
  }

  async #develop(epoch: number): Promise<void> {
    const bytes = await this.#options.source.expose();
    if (epoch !== this.#epoch) return;
    this.#exposing = false;
    const { full, raw } = this.#options.luck;
    if (full) return this.#tell(ptp.STORE_FULL_EVENT, []);
    const name = `IMG_${String(this.card.size + 1).padStart(4, '0')}`;
    if (raw !== 'none') this.#store({ format: RAW_FORMAT, name: `${name}.RAW`, bytes });
    if (raw !== 'only') this.#store({ format: ptp.EXIF_JPEG, name: `${name}.JPG`, bytes });
    this.#tell(ptp.CAPTURE_COMPLETE, []);
  }

  #store(object: StoredObject): void {
    const handle = FIRST_HANDLE + this.#stored;
    this.#stored += 1;
    this.card.put(handle, object);
    this.#tell(ptp.OBJECT_ADDED, [handle]);
  }

  #tell(code: number, parameters: readonly number[]): void {
    if (!this.#options.luck.noEvents) this.#event(code, parameters);
  }
}

function list(values: readonly number[]): PtpAnswer {
  return { ...ok, data: new DatasetWriter().u32Array(values).bytes() };
}

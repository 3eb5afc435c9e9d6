import { EXIF_JPEG } from '../camera/ptp/operations.ts';
import type { OfferRecord, StoredPicture } from './camera-records.ts';
import { addedRecord, transferRecord } from './camera-records.ts';
import type { ImageFormat } from './camera-setting-table.ts';

export const CARD_STORAGE = 0x00_02_00_01;
/** A slot with nothing in it has an id with nothing in its lower half. */
const EMPTY_SLOT = 0x00_02_00_00;
/** Handles of pictures in the body's memory begin here, those on the card lower. */
const FIRST_MEMORY_HANDLE = 0x91_90_00_01;
const FIRST_CARD_HANDLE = 0x20_00_01;
const RAW_FORMAT = 0xb1_03;
const JPEG_TYPE = 1;

/** The pictures in a practice body: in its memory until the host has them, or on its card. */
export class CameraMemory {
  readonly #pictures = new Map<number, StoredPicture>();
  readonly #card = new Map<number, StoredPicture>();
  readonly #offersBy: OfferRecord;
  #shots = 0;
  #files = 0;

  constructor(offersBy: OfferRecord) {
    this.#offersBy = offersBy;
  }

  /** Is there one that the host has not fetched? */
  get waits(): boolean {
    return this.#pictures.size > 0;
  }

  get card(): readonly StoredPicture[] {
    return [...this.#card.values()];
  }

  storages(hasCard: boolean): readonly number[] {
    return [hasCard ? CARD_STORAGE : EMPTY_SLOT];
  }

  picture(handle: number): StoredPicture | undefined {
    return this.#pictures.get(handle) ?? this.#card.get(handle);
  }

  /** Keeps the files of one shot; returns what is to be reported of them. */
  store(jpeg: Uint8Array, options: { readonly toHost: boolean; readonly format: ImageFormat }): readonly Uint8Array[] {
    this.#shots += 1;
    const number = String(this.#shots).padStart(4, '0');
    return options.format.map(([type]) => {
      const isJpeg = type === JPEG_TYPE;
      // What is in a raw file concerns nobody here; it only has to come, and be in the way.
      const bytes = isJpeg ? jpeg : new Uint8Array(jpeg.length);
      const name = `IMG_${number}.${isJpeg ? 'JPG' : 'CR2'}`;
      const handle = (options.toHost ? FIRST_MEMORY_HANDLE : FIRST_CARD_HANDLE) + this.#files;
      this.#files += 1;
      const picture = { handle, name, format: isJpeg ? EXIF_JPEG : RAW_FORMAT, bytes };
      (options.toHost ? this.#pictures : this.#card).set(handle, picture);
      return options.toHost ? transferRecord(picture, this.#offersBy) : addedRecord(picture, CARD_STORAGE);
    });
  }

  /** The host has it: it leaves the memory. */
  complete(handle: number): boolean {
    return this.#pictures.delete(handle);
  }

  /** Deletes a file of the card. */
  delete(handle: number): boolean {
    return this.#card.delete(handle);
  }

  /** Power or host gone: what was only in memory is lost. */
  forget(): void {
    this.#pictures.clear();
  }
}

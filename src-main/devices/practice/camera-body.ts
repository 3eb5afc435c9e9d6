import { CAPTURE_DESTINATION, DESTINATION_PC, EVF_OUTPUT, JPEG_FORMAT } from '../camera/canon/canon-codes.ts';
import type { CameraFaults } from './camera-faults.ts';
import { CameraProperties } from './camera-properties.ts';
import type { StoredPicture } from './camera-records.ts';
import { addedRecord, focusRecord, statusRecord, transferRecord } from './camera-records.ts';
import type { PictureSource } from './picture-source.ts';

export const CARD_STORAGE = 0x00_02_00_01;
/** Handles of pictures in the body's memory begin here, those on the card lower. */
const FIRST_MEMORY_HANDLE = 0x91_90_00_01;
const FIRST_CARD_HANDLE = 0x20_00_01;
/** A body answers "not ready" when it is asked for frames more often than this. */
const FRAME_MS = 33;

export interface CameraBodyOptions {
  readonly source: PictureSource;
  readonly faults: CameraFaults;
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
  /** Something was reported: time for the interrupt endpoint. */
  readonly reported: () => void;
}

/** What is inside a practice camera: shutter, mirror box, memory, card and event queue. */
export class CameraBody {
  readonly properties: CameraProperties;
  readonly #options: CameraBodyOptions;
  #records: Uint8Array[] = [];
  #pictures = new Map<number, StoredPicture>();
  #card = new Map<number, StoredPicture>();
  #events = false;
  #exposing = false;
  #lastFrameAt = -Infinity;
  #shots = 0;
  #epoch = 0;

  constructor(options: CameraBodyOptions) {
    this.#options = options;
    this.properties = new CameraProperties((record) => this.#report(record));
  }

  /** The cable went or the interface was reset: tethering ends, memory pictures are lost. */
  hostGone(): void {
    this.#epoch += 1;
    this.#events = false;
    this.#exposing = false;
    this.#records = [];
    this.#pictures.clear();
    this.properties.set(EVF_OUTPUT, 0);
    this.properties.set(CAPTURE_DESTINATION, 2);
    this.#options.source.viewfinder(false);
  }

  switchEvents(on: boolean): void {
    this.#events = on;
    this.#records = [];
    if (on) this.properties.reportAll();
  }

  /** Everything reported since the last call, at most `limit` records. */
  takeRecords(limit: number): readonly Uint8Array[] {
    return this.#records.splice(0, limit);
  }

  setProperty(property: number, value: number): void {
    this.properties.set(property, value);
    if (property === EVF_OUTPUT) this.#options.source.viewfinder((value & 2) !== 0);
  }

  report(record: Uint8Array): void {
    this.#report(record);
  }

  /** The lens moved and found something, or nothing. */
  focus(): void {
    const result = this.#options.faults.noFocus ? 2 : 1;
    this.#report(focusRecord(0, 1));
    this.#report(focusRecord(result, result));
  }

  releaseHalf(): void {
    this.#report(focusRecord(0, 0));
  }

  /** Not now: an exposure goes on, a picture waits to be fetched, or there is no focus. */
  get canExpose(): boolean {
    return !this.#exposing && this.#pictures.size === 0 && !this.#options.faults.noFocus;
  }

  /** Begins an exposure; the picture appears when it is ready. */
  expose(): void {
    const epoch = this.#epoch;
    this.#exposing = true;
    this.#report(statusRecord(true));
    void this.#develop(epoch);
  }

  frame(): Uint8Array | undefined {
    if (this.#exposing || this.#options.now() - this.#lastFrameAt < FRAME_MS) return undefined;
    const frame = this.#options.source.frame();
    if (frame !== undefined) this.#lastFrameAt = this.#options.now();
    return frame;
  }

  picture(handle: number): StoredPicture | undefined {
    return this.#pictures.get(handle) ?? this.#card.get(handle);
  }

  get card(): readonly StoredPicture[] {
    return [...this.#card.values()];
  }

  /** Removes a picture from memory (transfer complete) or from the card. */
  remove(handle: number): boolean {
    return this.#pictures.delete(handle) || this.#card.delete(handle);
  }

  async #develop(epoch: number): Promise<void> {
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.#options.source.expose();
    } catch {
      // As when a body cannot write: it becomes ready again and offers no picture.
    }
    if (epoch !== this.#epoch) return;
    this.#exposing = false;
    if (bytes !== undefined) this.#store(bytes);
    this.#report(statusRecord(false));
  }

  #store(bytes: Uint8Array): void {
    const toHost = this.properties.get(CAPTURE_DESTINATION) === DESTINATION_PC;
    const handle = (toHost ? FIRST_MEMORY_HANDLE : FIRST_CARD_HANDLE) + this.#shots;
    this.#shots += 1;
    const name = `IMG_${String(this.#shots).padStart(4, '0')}.JPG`;
    const picture = { handle, name, format: JPEG_FORMAT, bytes };
    if (toHost) this.#pictures.set(handle, picture);
    else this.#card.set(handle, picture);
    this.#report(toHost ? transferRecord(picture) : addedRecord(picture, CARD_STORAGE));
  }

  #report(record: Uint8Array): void {
    if (!this.#events) return;
    this.#records.push(record);
    this.#options.reported();
  }
}

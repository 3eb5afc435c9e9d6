import {
  AVAILABLE_SHOTS,
  BATTERY,
  CAPTURE_DESTINATION,
  DESTINATION_PC,
  EVF_MODE,
  EVF_OUTPUT,
  EXPOSURE_MODE,
  IMAGE_FORMAT,
  MIRROR_LOCKUP_STATE,
  OLC_VERSION,
} from '../camera/canon/canon-codes.ts';
import { choicesRecord, formatChoicesRecord, formatRecord, propertyRecord } from './camera-records.ts';
import type { ImageFormat } from './camera-setting-table.ts';
import { choicesIn, imageFormats, initialSettings, JPEG_NORMAL } from './camera-setting-table.ts';

const CARD = 2;
const SHOTS_ON_CARD = 1420;
const SHOTS_ON_HOST = 4000;

const initial: readonly (readonly [number, number])[] = [
  ...initialSettings,
  [BATTERY, 2],
  [OLC_VERSION, 0x0b],
  [CAPTURE_DESTINATION, CARD],
  [AVAILABLE_SHOTS, SHOTS_ON_CARD],
  [EVF_OUTPUT, 0],
  [EVF_MODE, 0],
  [MIRROR_LOCKUP_STATE, 0],
];

const fixedChoices: readonly (readonly [number, readonly number[]])[] = [
  [EVF_OUTPUT, [0, 1, 2, 3]],
  [EVF_MODE, [0, 1]],
];

/** The properties of a practice camera; every change becomes an event record. */
export class CameraProperties {
  readonly #values = new Map(initial);
  readonly #changed: (record: Uint8Array) => void;
  readonly #destinations: readonly number[];
  #format: ImageFormat = JPEG_NORMAL;
  #hasCard = true;

  constructor(changed: (record: Uint8Array) => void, options: { readonly cardOnly: boolean }) {
    this.#changed = changed;
    this.#destinations = options.cardOnly ? [CARD] : [CARD, DESTINATION_PC];
  }

  get(property: number): number {
    return this.#values.get(property) ?? 0;
  }

  get format(): ImageFormat {
    return this.#format;
  }

  /** May the host set this, now? Lists rule; the exposure mode has none and takes anything. */
  takes(property: number, value: number): boolean {
    if (!this.#values.has(property)) return false;
    const offered = this.#choices().get(property);
    return offered === undefined || offered.includes(value);
  }

  set(property: number, value: number): void {
    this.#put(property, value);
    if (property === CAPTURE_DESTINATION) this.#recount(value);
    if (property === EXPOSURE_MODE) this.#reportChoices();
  }

  /** `false` when the body does not offer it. */
  setFormat(format: ImageFormat): boolean {
    const offered = imageFormats.find((each) => JSON.stringify(each) === JSON.stringify(format));
    if (offered === undefined) return false;
    this.#format = offered;
    this.#changed(formatRecord(IMAGE_FORMAT, offered));
    return true;
  }

  /** The card is in its slot or not. */
  setCard(present: boolean): void {
    this.#hasCard = present;
    if (this.get(CAPTURE_DESTINATION) !== DESTINATION_PC) this.#recount(this.get(CAPTURE_DESTINATION));
  }

  /** The host has told how much space it has. */
  hostHasSpace(): void {
    if (this.get(CAPTURE_DESTINATION) === DESTINATION_PC) this.#put(AVAILABLE_SHOTS, SHOTS_ON_HOST);
  }

  /** Reports everything, as a body does when events are switched on. */
  reportAll(): void {
    for (const [property, value] of this.#values) this.#changed(propertyRecord(property, value));
    this.#changed(formatRecord(IMAGE_FORMAT, this.#format));
    this.#reportChoices();
    this.#changed(formatChoicesRecord(IMAGE_FORMAT, imageFormats));
  }

  #reportChoices(): void {
    for (const [property, values] of this.#choices()) this.#changed(choicesRecord(property, values));
  }

  #choices(): ReadonlyMap<number, readonly number[]> {
    return new Map([[CAPTURE_DESTINATION, this.#destinations], ...fixedChoices, ...choicesIn(this.get(EXPOSURE_MODE))]);
  }

  /** The body recounts when the place for pictures changes; for the host it waits to be told the space. */
  #recount(destination: number): void {
    const onCard = this.#hasCard ? SHOTS_ON_CARD : 0;
    this.#put(AVAILABLE_SHOTS, destination === DESTINATION_PC ? 0 : onCard);
  }

  #put(property: number, value: number): void {
    this.#values.set(property, value);
    this.#changed(propertyRecord(property, value));
  }
}

import {
  AVAILABLE_SHOTS,
  BATTERY,
  CAPTURE_DESTINATION,
  DESTINATION_PC,
  EVF_MODE,
  EVF_OUTPUT,
  FOCUS_MODE,
  OLC_VERSION,
} from '../camera/canon/canon-codes.ts';
import { choicesRecord, propertyRecord } from './camera-records.ts';

const SHOTS_ON_CARD = 1420;
const SHOTS_ON_HOST = 4000;

/** Settings of a body as it leaves the box: programme mode, one shot, f/8, 1/125 s, ISO 100. */
const initial: readonly (readonly [number, number])[] = [
  [0xd101, 0x38], // aperture
  [0xd102, 0x70], // shutter
  [0xd103, 0x48], // ISO
  [0xd104, 0], // exposure compensation
  [0xd105, 0], // exposure mode
  [0xd106, 0], // drive
  [0xd107, 3], // metering
  [FOCUS_MODE, 0],
  [0xd109, 0], // white balance
  [BATTERY, 3],
  [OLC_VERSION, 0x0b],
  [CAPTURE_DESTINATION, 2],
  [AVAILABLE_SHOTS, SHOTS_ON_CARD],
  [EVF_OUTPUT, 0],
  [EVF_MODE, 0],
];

const choices: readonly (readonly [number, readonly number[]])[] = [
  [CAPTURE_DESTINATION, [2, DESTINATION_PC]],
  [EVF_OUTPUT, [0, 1, 2, 3]],
  [EVF_MODE, [0, 1]],
  [FOCUS_MODE, [0, 1, 2, 3]],
];

/** The properties of a practice camera; every change becomes an event record. */
export class CameraProperties {
  readonly #values = new Map(initial);
  readonly #changed: (record: Uint8Array) => void;

  constructor(changed: (record: Uint8Array) => void) {
    this.#changed = changed;
  }

  get(property: number): number {
    return this.#values.get(property) ?? 0;
  }

  has(property: number): boolean {
    return this.#values.has(property);
  }

  set(property: number, value: number): void {
    this.#put(property, value);
    // The body recounts when the place for pictures changes; for the host it waits to be told the space.
    if (property === CAPTURE_DESTINATION) this.#put(AVAILABLE_SHOTS, value === DESTINATION_PC ? 0 : SHOTS_ON_CARD);
  }

  /** The host has told how much space it has. */
  hostHasSpace(): void {
    if (this.get(CAPTURE_DESTINATION) === DESTINATION_PC) this.#put(AVAILABLE_SHOTS, SHOTS_ON_HOST);
  }

  /** Reports everything, as a body does when events are switched on. */
  reportAll(): void {
    for (const [property, value] of this.#values) this.#changed(propertyRecord(property, value));
    for (const [property, values] of choices) this.#changed(choicesRecord(property, values));
  }

  #put(property: number, value: number): void {
    this.#values.set(property, value);
    this.#changed(propertyRecord(property, value));
  }
}

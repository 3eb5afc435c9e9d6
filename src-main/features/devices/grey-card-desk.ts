import type { GreyCardReading } from '../../../src-shared/contract/counter/devices.ts';
import { adviseSettings } from '../../../src-shared/devices/camera-advice.ts';
import type { DeviceIdentity, PhotoMeasures } from '../../../src-shared/devices/calibration.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { isGood, readGreyCard } from '../../../src-shared/imaging/grey-card.ts';
import type { CameraSetting } from '../../devices/camera/camera-settings.ts';
import { jpegOf, pixelsOf } from './picture-pixels.ts';
import { viewSettings } from './setting-view.ts';

/** The last two readings of a grey card: what a calibration saves as before and after. */
export interface Readings {
  readonly before: PhotoMeasures | null;
  readonly after: PhotoMeasures;
}

/** Measures pictures of the grey card and remembers the last two of the device they were taken with. */
export class GreyCardDesk {
  #device: DeviceIdentity | undefined;
  #readings: readonly PhotoMeasures[] = [];
  /** The last reading is of the settings as they are. */
  #current = false;

  /** Errors: `camera.badPicture`, `camera.noGreyCard`. */
  async measure(
    device: DeviceIdentity,
    picture: Uint8Array,
    settings: readonly CameraSetting[],
  ): Promise<GreyCardReading> {
    const pixels = await pixelsOf(picture);
    const measures = readGreyCard(pixels);
    if (measures === undefined) throw new Fault('camera.noGreyCard');
    const known = this.#device?.serial === device.serial ? this.#readings : [];
    this.#device = device;
    this.#readings = [...known, measures].slice(-2);
    this.#current = true;
    return {
      measures,
      good: isGood(measures),
      advice: [...adviseSettings(measures, settings)],
      settings: viewSettings(settings),
      picture: await jpegOf(pixels),
    };
  }

  /** What was measured of a device. Errors: `camera.measureFirst`. */
  readingsOf(device: DeviceIdentity): Readings {
    const after = this.#device?.serial === device.serial ? this.#readings.at(-1) : undefined;
    if (after === undefined || !this.#current) throw new Fault('camera.measureFirst');
    return { before: this.#readings.length > 1 ? (this.#readings[0] ?? null) : null, after };
  }

  /** A setting was changed: what was measured before is how it was, not how it is. */
  outdate(): void {
    this.#current = false;
  }

  /** The readings are saved: the next calibration is measured anew. */
  forget(): void {
    this.#device = undefined;
    this.#readings = [];
  }
}

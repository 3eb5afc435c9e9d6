import type { CameraSettingName } from '../../../../src-shared/devices/camera-setting.ts';
import { Fault } from '../../../../src-shared/errors.ts';
import type { CameraSetting } from '../camera-settings.ts';
import { DatasetWriter } from '../ptp/dataset-writer.ts';
import { apertureLabel, compensationLabel, isoLabel, shutterLabel, signedByte } from './apex.ts';
import type { BodyState } from './body-state.ts';
import {
  APERTURE,
  COLOUR_TEMPERATURE,
  EXPOSURE_COMPENSATION,
  EXPOSURE_MODE,
  FOCUS_MODE,
  IMAGE_FORMAT,
  ISO_SPEED,
  SHUTTER,
  WHITE_BALANCE,
} from './canon-codes.ts';
import type { CanonLink } from './canon-link.ts';
import { formatBytes, formatLabel } from './image-format.ts';
import { focusModeLabel, modeLabel, temperatureLabel, whiteBalanceLabel } from './setting-words.ts';

/** A body takes a moment to report what it was told to set. */
const CONFIRM_MS = 3_000;

interface Known {
  readonly name: CameraSettingName;
  readonly property: number;
  readonly label: (value: number) => string;
}

const known: readonly Known[] = [
  { name: 'mode', property: EXPOSURE_MODE, label: modeLabel },
  { name: 'aperture', property: APERTURE, label: apertureLabel },
  { name: 'shutter', property: SHUTTER, label: shutterLabel },
  { name: 'iso', property: ISO_SPEED, label: isoLabel },
  { name: 'exposureCompensation', property: EXPOSURE_COMPENSATION, label: compensationLabel },
  { name: 'whiteBalance', property: WHITE_BALANCE, label: whiteBalanceLabel },
  { name: 'colourTemperature', property: COLOUR_TEMPERATURE, label: temperatureLabel },
  { name: 'focusMode', property: FOCUS_MODE, label: focusModeLabel },
  { name: 'imageFormat', property: IMAGE_FORMAT, label: formatLabel },
];

/** What the body has reported of its settings; those it never spoke of are left out. */
export function settingsOf(state: BodyState): readonly CameraSetting[] {
  return known.flatMap(({ name, property, label }) => {
    const code = state.property(property);
    if (code === undefined) return [];
    const words = (raw: number): { value: number; label: string } => {
      const value = valueOf(property, raw);
      return { value, label: label(value) };
    };
    return [{ name, ...words(code), choices: state.choices(property).map(words) }];
  });
}

/**
 * Sets one and waits until the body reports it. Errors: `camera.settingRefused` when the body does not
 * offer the value, refuses it, or never reports it; `camera.busy`, `usb.*`.
 */
export async function changeSetting(link: CanonLink, name: CameraSettingName, value: number): Promise<void> {
  const setting = known.find((each) => each.name === name);
  if (setting === undefined) throw new Fault('camera.settingRefused', { name });
  const { property } = setting;
  const asked = valueOf(property, value);
  await link.drainEvents();
  const now = link.state.property(property);
  if (now === undefined) throw new Fault('camera.settingRefused', { name });
  if (valueOf(property, now) === asked) return;
  const offered = link.state.choices(property);
  // In the body's own width, as it listed it.
  const code = offered.find((each) => valueOf(property, each) === asked);
  if (offered.length > 0 && code === undefined) throw new Fault('camera.settingRefused', { name, value });
  await put(link, property, code ?? codeOf(property, asked));
  const isSet = (state: BodyState): boolean => valueOf(property, state.property(property) ?? NaN) === asked;
  if (!(await link.until(isSet, CONFIRM_MS))) throw new Fault('camera.settingRefused', { name, value });
}

async function put(link: CanonLink, property: number, value: number): Promise<void> {
  try {
    await link.setPropertyBytes(property, bytesOf(property, value));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'camera.refused') throw error;
    throw new Fault('camera.settingRefused', error.detail, { cause: error });
  }
}

function bytesOf(property: number, value: number): Uint8Array {
  return property === IMAGE_FORMAT ? formatBytes(value) : new DatasetWriter().u32(value).bytes();
}

function codeOf(property: number, value: number): number {
  return property === EXPOSURE_COMPENSATION ? value & 0xff : value;
}

/** Exposure compensation comes as a byte or widened with its sign; both mean the same. */
function valueOf(property: number, code: number): number {
  return property === EXPOSURE_COMPENSATION ? signedByte(code) : code;
}

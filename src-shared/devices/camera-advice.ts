import { linear } from '../imaging/grey-card.ts';
import { tolerance } from '../imaging/grey-card.ts';
import type { PhotoMeasures } from './calibration.ts';
import type { CameraSettingName, CameraSettingValue } from './camera-setting.ts';

/** A setting as a body offers it. */
export interface OfferedSetting {
  readonly name: CameraSettingName;
  readonly value: number;
  readonly label: string;
  readonly choices: readonly { readonly value: number; readonly label: string }[];
}

/**
 * Settings that bring a picture of the grey card nearer to grey, from what the body offers, best first.
 * Empty when it is good, or when the body offers nothing that helps.
 */
export function adviseSettings(
  measures: PhotoMeasures,
  settings: readonly OfferedSetting[],
): readonly CameraSettingValue[] {
  const exposure = Math.abs(measures.exposureStops) > tolerance.stops ? exposureAdvice(measures, settings) : [];
  const colour = measures.castShare > tolerance.cast ? colourAdvice(measures, settings) : [];
  return [...exposure, ...colour];
}

const byHand = ['shutter', 'iso'] as const;

/** Where the body exposes by itself only its compensation says how light the picture is to be. */
function exposureAdvice({ exposureStops }: PhotoMeasures, settings: readonly OfferedSetting[]) {
  const manual = settings.some(({ name, label }) => name === 'mode' && label === 'M');
  const names: readonly CameraSettingName[] = manual ? byHand : ['exposureCompensation', ...byHand];
  return names.flatMap((name) => {
    const setting = settings.find((each) => each.name === name);
    if (setting === undefined) return [];
    const now = stopsOf(name, setting.label);
    return now === undefined ? [] : nearest(setting, now - exposureStops, (label) => stopsOf(name, label));
  });
}

/**
 * Brightness of a setting in stops, by what a photographer reads: a shutter time, a film speed, a
 * compensation. Undefined for what is no figure, e.g. `auto`.
 */
export function stopsOf(name: CameraSettingName, label: string): number | undefined {
  if (name === 'shutter') {
    const time = /^(?:1\/(?<part>[\d.]+)|(?<whole>[\d.]+) s)$/.exec(label)?.groups;
    if (time === undefined) return undefined;
    return Math.log2(time['part'] === undefined ? Number(time['whole']) : 1 / Number(time['part']));
  }
  if (name === 'iso') {
    const speed = /^ISO (\d+)$/.exec(label)?.[1];
    return speed === undefined ? undefined : Math.log2(Number(speed));
  }
  if (name !== 'exposureCompensation') return undefined;
  const parts = /^(?<sign>[+-]?)(?<whole>\d+)?(?: ?(?<above>\d)\/(?<below>\d))?$/.exec(label)?.groups;
  if (parts === undefined || label === '') return undefined;
  // `+1/3` has no whole stops: the figure before the stroke is the part's own.
  const size = Number(parts['whole'] ?? 0) + Number(parts['above'] ?? 0) / Number(parts['below'] ?? 1);
  return parts['sign'] === '-' ? -size : size;
}

/** Kelvin that white balance presets stand for, by Canon's and Nikon's manuals (they agree within 200). */
const presets: Readonly<Record<string, number>> = {
  tungsten: 3200,
  fluorescent: 4000,
  daylight: 5200,
  flash: 5900,
  cloudy: 6000,
  shade: 7000,
};

/** Mired by which white has to move for a card whose red light is e times its blue: between lamp light and daylight. */
const MIRED_PER_LN = 156;

function colourAdvice({ grey }: PhotoMeasures, settings: readonly OfferedSetting[]): CameraSettingValue[] {
  const balance = settings.find(({ name }) => name === 'whiteBalance');
  const temperature = settings.find(({ name }) => name === 'colourTemperature');
  const byTemperature = balance?.choices.find(({ label }) => label === 'colour temperature');
  const now = kelvinOf(temperature?.label) ?? 5200;
  const using = balance?.label ?? 'colour temperature';
  const from = using === 'colour temperature' ? now : (presets[using] ?? now);
  const warmth = Math.log(Math.max(linear(grey.red), 0.001) / Math.max(linear(grey.blue), 0.001));
  // Red in the picture: the body was told of a bluer light than there is, so a lower temperature is right.
  const wanted = 1e6 / Math.max(1e6 / from + MIRED_PER_LN * warmth, 50);
  if (temperature !== undefined && temperature.choices.length > 0) {
    const next = nearest(temperature, wanted, kelvinOf);
    const mode =
      byTemperature !== undefined && using !== byTemperature.label ? [valueOf('whiteBalance', byTemperature)] : [];
    return next.length === 0 ? mode : [...mode, ...next];
  }
  return balance === undefined ? [] : nearest(balance, wanted, (label) => presets[label]);
}

function kelvinOf(label: string | undefined): number | undefined {
  const figure = /^(\d+) K$/.exec(label ?? '')?.[1];
  return figure === undefined ? undefined : Number(figure);
}

/** The choice nearest to a figure; none when that is what is set already. */
function nearest(
  setting: OfferedSetting,
  wanted: number,
  figureOf: (label: string) => number | undefined,
): CameraSettingValue[] {
  const figures = setting.choices.flatMap((choice) => {
    const figure = figureOf(choice.label);
    return figure === undefined ? [] : [{ choice, off: Math.abs(figure - wanted) }];
  });
  const best = figures.toSorted((a, b) => a.off - b.off)[0];
  return best === undefined || best.choice.value === setting.value ? [] : [valueOf(setting.name, best.choice)];
}

function valueOf(name: CameraSettingName, { value, label }: { value: number; label: string }): CameraSettingValue {
  return { name, value, label };
}

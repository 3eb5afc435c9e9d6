import { describe, expect, test } from 'vitest';
import { adviseSettings, stopsOf, type OfferedSetting } from '../../../src-shared/devices/camera-advice.ts';
import type { PhotoMeasures } from '../../../src-shared/devices/calibration.ts';

const good: PhotoMeasures = {
  grey: { red: 118, green: 118, blue: 118 },
  exposureStops: 0,
  castShare: 0,
  burnt: 0,
  drowned: 0,
  sharpness: 10,
};

/** A setting whose codes are the places of its labels. */
function setting(name: OfferedSetting['name'], labels: readonly string[], now: string): OfferedSetting {
  const choices = labels.map((label, value) => ({ value, label }));
  return { name, value: labels.indexOf(now), label: now, choices };
}

const shutter = setting('shutter', ['0.5 s', '1/30', '1/60', '1/125', '1/250', 'bulb'], '1/125');
const iso = setting('iso', ['ISO auto', 'ISO 100', 'ISO 200', 'ISO 400', 'ISO 800'], 'ISO 400');
const compensation = setting('exposureCompensation', ['-1', '-2/3', '-1/3', '0', '+1/3', '+2/3', '+1'], '0');
const manual = setting('mode', ['Av', 'M'], 'M');
const byAperture = setting('mode', ['Av', 'M'], 'Av');
const balance = setting('whiteBalance', ['auto', 'daylight', 'tungsten', 'colour temperature'], 'daylight');
const temperature = setting('colourTemperature', ['3000 K', '4000 K', '5200 K', '6500 K', '9000 K'], '5200 K');

const labels = (measures: Partial<PhotoMeasures>, settings: readonly OfferedSetting[]) =>
  adviseSettings({ ...good, ...measures }, settings).map(({ name, label }) => `${name} ${label}`);

describe('what to change', () => {
  test('nothing, when the card is grey', () => {
    expect(labels({}, [manual, shutter, iso, balance, temperature])).toEqual([]);
  });

  test('a stop too light: half the time, or half the speed', () => {
    expect(labels({ exposureStops: 1 }, [manual, shutter, iso])).toEqual(['shutter 1/250', 'iso ISO 200']);
  });

  test('two stops too dark: four times as long; the film speed goes as far as it can', () => {
    expect(labels({ exposureStops: -2 }, [manual, shutter, iso])).toEqual(['shutter 1/30', 'iso ISO 800']);
  });

  test('where the body exposes by itself, its compensation first', () => {
    expect(labels({ exposureStops: -0.7 }, [byAperture, compensation, iso])).toEqual([
      'exposureCompensation +2/3',
      'iso ISO 800',
    ]);
  });

  test('nothing that is set already, and nothing the body does not offer', () => {
    expect(labels({ exposureStops: 3 }, [manual, setting('shutter', ['1/125'], '1/125')])).toEqual([]);
    expect(labels({ exposureStops: 3, castShare: 0.2 }, [])).toEqual([]);
  });

  test('too red: a lower colour temperature, once the body goes by one', () => {
    const red = { grey: { red: 140, green: 116, blue: 96 }, castShare: 0.37 };
    expect(labels(red, [balance, temperature])).toEqual([
      'whiteBalance colour temperature',
      'colourTemperature 3000 K',
    ]);
  });

  test('too blue: a higher one', () => {
    const blue = { grey: { red: 100, green: 116, blue: 135 }, castShare: 0.3 };
    const using = setting('whiteBalance', ['auto', 'colour temperature'], 'colour temperature');
    expect(labels(blue, [using, temperature])).toEqual(['colourTemperature 9000 K']);
  });

  test('a body with presets alone: the nearest', () => {
    const red = { grey: { red: 150, green: 116, blue: 90 }, castShare: 0.5 };
    expect(labels(red, [balance])).toEqual(['whiteBalance tungsten']);
  });
});

test.each([
  ['shutter', '1/125', -6.97],
  ['shutter', '0.5 s', -1],
  ['shutter', '2 s', 1],
  ['shutter', 'bulb', undefined],
  ['iso', 'ISO 400', 8.64],
  ['iso', 'ISO auto', undefined],
  ['exposureCompensation', '+1/3', 1 / 3],
  ['exposureCompensation', '-1 2/3', -5 / 3],
  ['exposureCompensation', '0', 0],
  ['exposureCompensation', '', undefined],
  ['exposureCompensation', '0x17', undefined],
  ['aperture', 'f/8', undefined],
] as const)('%s %s is %s stops', (name, label, stops) => {
  const read = stopsOf(name, label);
  if (stops === undefined) expect(read).toBeUndefined();
  else expect(read).toBeCloseTo(stops, 2);
});

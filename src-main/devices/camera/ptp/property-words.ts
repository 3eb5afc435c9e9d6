import type { CameraSettingName } from '../../../../src-shared/devices/camera-setting.ts';

/** A setting of a camera and the device property that holds it. */
export interface KnownProperty {
  readonly name: CameraSettingName;
  readonly property: number;
  readonly label: (value: number) => string;
}

/** Battery level (ISO 15740, clause 13.5.2). */
export const BATTERY_LEVEL = 0x50_01;
export const FOCUS_MODE = 0x50_0a;
export const FOCUS_MODE_MANUAL = 1;

/**
 * Settings of the standard (ISO 15740, clause 13.5). Codes from 0x8010 up are the makers' own; those named
 * here are Nikon's, as libgphoto2 has them (camlibs/ptp2/config.c).
 */
export const standardProperties: readonly KnownProperty[] = [
  { name: 'mode', property: 0x50_0e, label: word({ 1: 'M', 2: 'P', 3: 'A', 4: 'S', 0x80_10: 'auto' }) },
  { name: 'aperture', property: 0x50_07, label: (hundredths) => `f/${Number((hundredths / 100).toFixed(1))}` },
  { name: 'shutter', property: 0x50_0d, label: shutterLabel },
  { name: 'iso', property: 0x50_0f, label: (speed) => (speed === 0xff_ff ? 'ISO auto' : `ISO ${speed}`) },
  { name: 'exposureCompensation', property: 0x50_10, label: compensationLabel },
  { name: 'whiteBalance', property: 0x50_05, label: word(balances()) },
  { name: 'focusMode', property: FOCUS_MODE, label: word(focusModes()) },
];

/** Times that dials have, as the part of a second (ISO 516). */
const nominalParts = [
  2, 3, 4, 5, 6, 8, 10, 13, 15, 20, 25, 30, 40, 50, 60, 80, 90, 100, 125, 160, 180, 200, 250, 320, 350, 400, 500, 640,
  750, 800, 1000, 1250, 1500, 1600, 2000, 2500, 3000, 3200, 4000, 5000, 6400, 8000,
];

/** `1/125`, `2 s`; the property is in ten-thousandths of a second, cut to a whole number. */
function shutterLabel(tenThousandths: number): string {
  if (tenThousandths === 0xff_ff_ff_ff) return 'bulb';
  if (tenThousandths === 0) return 'auto';
  if (tenThousandths > 5_000) return `${Number((tenThousandths / 10_000).toFixed(1))} s`;
  const off = (part: number): number => Math.abs(10_000 / part - tenThousandths);
  const part = nominalParts.reduce((best, each) => (off(each) < off(best) ? each : best));
  return `1/${part}`;
}

/** `0`, `+1/3`, `-1 2/3`; the property is in thousandths of a stop, thirds cut to 333 and 667. */
function compensationLabel(thousandths: number): string {
  if (thousandths === 0) return '0';
  const size = Math.abs(thousandths);
  const rest = size % 1_000;
  const part = { 0: '', 3: '1/3', 5: '1/2', 7: '2/3' }[Math.round(rest / 100)] ?? `${rest}/1000`;
  const whole = Math.floor(size / 1_000);
  return `${thousandths < 0 ? '-' : '+'}${whole === 0 ? part : `${whole} ${part}`.trimEnd()}`;
}

function balances(): Readonly<Record<number, string>> {
  const makers = { 0x80_10: 'cloudy', 0x80_11: 'shade', 0x80_12: 'colour temperature', 0x80_13: 'preset' };
  return {
    1: 'manual',
    2: 'auto',
    3: 'one push',
    4: 'daylight',
    5: 'fluorescent',
    6: 'tungsten',
    7: 'flash',
    ...makers,
  };
}

function focusModes(): Readonly<Record<number, string>> {
  const makers = { 0x80_10: 'AF-S', 0x80_11: 'AF-C', 0x80_12: 'AF-A', 0x80_13: 'AF-F' };
  return { [FOCUS_MODE_MANUAL]: 'manual', 2: 'auto', 3: 'macro', ...makers };
}

/** A code that no table has is shown as it is: a technician can still look it up. */
function word(words: Readonly<Record<number, string>>): (value: number) => string {
  return (value) => words[value] ?? `0x${(value >>> 0).toString(16).padStart(4, '0')}`;
}

import { unknown } from './apex.ts';

/** Words for Canon's enumerated settings; codes as in libgphoto2, camlibs/ptp2/config.c. */
const modes = [
  'P',
  'Tv',
  'Av',
  'M',
  'bulb',
  'A-DEP',
  'DEP',
  'C1',
  'lock',
  'auto',
  'night portrait',
  'sports',
  'portrait',
  'landscape',
  'close-up',
  'flash off',
  'C2',
  'C3',
] as const;
const moreModes: Readonly<Record<number, string>> = {
  0x13: 'creative auto',
  0x14: 'movie',
  0x16: 'scene auto',
  0x19: 'SCN',
  0x37: 'Fv',
};

const balances: Readonly<Record<number, string>> = {
  0: 'auto',
  1: 'daylight',
  2: 'cloudy',
  3: 'tungsten',
  4: 'fluorescent',
  5: 'flash',
  6: 'custom',
  8: 'shade',
  9: 'colour temperature',
  0x17: 'auto white',
};

const focusModes = ['one shot', 'AI servo', 'AI focus', 'manual'] as const;

export function modeLabel(code: number): string {
  return modes[code] ?? moreModes[code] ?? unknown(code);
}

export function whiteBalanceLabel(code: number): string {
  return balances[code] ?? unknown(code);
}

export function temperatureLabel(code: number): string {
  return `${code} K`;
}

export function focusModeLabel(code: number): string {
  return focusModes[code] ?? unknown(code);
}

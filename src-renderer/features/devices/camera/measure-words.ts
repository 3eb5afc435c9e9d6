import type { PhotoMeasures } from '../../../../src-shared/devices/calibration.ts';

/** A figure with its sign, also where it is nothing: `+0.33`, `−1.20`, `0.00`. */
export function signed(value: number, digits: number): string {
  const shown = Math.abs(value).toFixed(digits);
  if (Number(shown) === 0) return shown;
  return `${value < 0 ? '−' : '+'}${shown}`;
}

export type Cast = 'none' | 'red' | 'green' | 'blue' | 'yellow' | 'cyan' | 'magenta';

/** Below this share of the mean a difference is no colour anybody sees. */
const SEEN = 0.02;

/** Which colour a grey card leans to: the channel that stands out, or the complement of the one that lags. */
export function castWord({ red, green, blue }: PhotoMeasures['grey']): Cast {
  const mean = (red + green + blue) / 3;
  const off = { red: red - mean, green: green - mean, blue: blue - mean };
  const [name, most] = Object.entries(off).reduce((a, b) => (Math.abs(b[1]) > Math.abs(a[1]) ? b : a));
  if (Math.abs(most) <= SEEN * mean) return 'none';
  if (most > 0) return name as 'red' | 'green' | 'blue';
  return name === 'blue' ? 'yellow' : name === 'red' ? 'cyan' : 'magenta';
}

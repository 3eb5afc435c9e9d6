import type { ModelProperty } from './ptp-property-table.ts';

/** Settings as a practice body leaves the box: programme mode, f/5.6, 1/125 s, ISO 200, daylight, all full. */
export const settingProperties: readonly (readonly [number, ModelProperty])[] = [
  [0x50_01, { type: 'u8', value: 80, range: [0, 100, 1] }],
  [0x50_05, { type: 'u16', value: 4, choices: [2, 4, 5, 6, 7, 0x80_10, 0x80_11, 0x80_12] }],
  [0x50_07, { type: 'u16', value: 560, choices: [280, 400, 560, 800, 1100] }],
  [0x50_0a, { type: 'u16', value: 0x80_10, choices: [1, 0x80_10, 0x80_11, 0x80_12] }],
  [0x50_0d, { type: 'u32', value: 80, choices: [10, 20, 40, 80, 166, 333, 5_000, 10_000, 20_000] }],
  [0x50_0e, { type: 'u16', value: 2 }],
  [0x50_0f, { type: 'u16', value: 200, choices: [100, 200, 400, 800, 1600] }],
  [0x50_10, { type: 'i16', value: 0, choices: [-1_000, -667, -333, 0, 333, 667, 1_000] }],
];

import type { PanelName } from '../../../../src-shared/devices/print-setting.ts';

/** What is known of single models beyond the guide. */
export interface EvolisQuirks {
  /** Panels that it takes compressed (`Dbc`). */
  readonly compressed: readonly PanelName[];
}

/** Uncompressed panels are what every published program sends; nothing else is tried on a firmware nobody has seen. */
const plain: EvolisQuirks = { compressed: [] };

/** Dualys: the maker's Windows driver was seen to send it `Dbc;k` (a job captured for Printer-EVOLIS, card-white). */
const quirks: readonly (readonly [RegExp, EvolisQuirks])[] = [[/dualys/i, { compressed: ['k', 'o'] }]];

export function quirksOf(model: string): EvolisQuirks {
  return quirks.find(([pattern]) => pattern.test(model))?.[1] ?? plain;
}

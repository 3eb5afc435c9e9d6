import type { PanelName } from '../../../../src-shared/devices/print-setting.ts';
import { compressPanel } from './compression.ts';
import type { EvolisLink } from './evolis-link.ts';
import type { DyeLevels, Panel } from './panel.ts';

export interface PanelOptions {
  readonly levels: DyeLevels;
  /** Panels that the printer is known to take compressed. */
  readonly compressed: readonly PanelName[];
}

/**
 * Sends one panel: `Db;<panel>;<levels>;<data>`, or `Dbc;<panel>;<levels>;<bytes>;<data>` where the printer is known
 * to take that and it is shorter (Evolis Programming Guide A5013). Errors: `usb.*`, `printer.*`.
 */
export async function sendPanel(link: EvolisLink, panel: Panel, { compressed }: PanelOptions): Promise<void> {
  const { panel: letter, levels, data } = panel;
  const short = compressed.includes(letter) ? compressPanel(panel) : undefined;
  if (short !== undefined && short.length < data.length) {
    await link.send(`Dbc;${letter};${levels};${short.length}`, short);
  } else {
    await link.send(`Db;${letter};${levels}`, data);
  }
}

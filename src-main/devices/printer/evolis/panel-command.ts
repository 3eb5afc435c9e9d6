import type { PanelName } from '../../../../src-shared/devices/print-setting.ts';
import { compressPanel } from './compression.ts';
import type { LinkCommand } from './evolis-link.ts';
import type { DyeLevels, Panel } from './panel.ts';

export interface PanelOptions {
  readonly levels: DyeLevels;
  /** Panels that the printer is known to take compressed. */
  readonly compressed: readonly PanelName[];
}

/**
 * The command that brings one panel: `Db;<panel>;<levels>;<data>`, or `Dbc;<panel>;<levels>;<bytes>;<data>` where the
 * printer is known to take that and it is shorter (Evolis Programming Guide A5013).
 */
export function panelCommand(panel: Panel, { compressed }: PanelOptions): LinkCommand {
  const { panel: letter, levels, data } = panel;
  const short = compressed.includes(letter) ? compressPanel(panel) : undefined;
  if (short === undefined || short.length >= data.length) return { text: `Db;${letter};${levels}`, data };
  return { text: `Dbc;${letter};${levels};${short.length}`, data: short };
}

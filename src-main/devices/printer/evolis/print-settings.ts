import type { PanelName, PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import { Fault } from '../../../../src-shared/errors.ts';
import type { EvolisLink } from './evolis-link.ts';

/** The maker's middle of `Pc` (Evolis Programming Guide A5013); its SDK gives the range 1-20. */
const MIDDLE = 10;
const LEAST = 1;

/**
 * Sets contrast and offset for the next card: `Pc;<panel>;=;<n>`, `Px;<n>`, `Py;<n>` (Evolis Programming Guide
 * A5013). All are sent every time, so that no card depends on the card before. The guide's range of the offsets is
 * not known: a printer that refuses one says itself that it is out of range (`printer.settingRange`); one that
 * refuses the plain value does not know the setting, and prints plainly. Errors: `printer.settingRange`, `usb.*`.
 */
export async function sendSettings(
  link: EvolisLink,
  { offset, contrast }: PrintSettings,
  panels: readonly PanelName[],
): Promise<void> {
  for (const panel of panels) {
    const wanted = contrast[panel] ?? 0;
    // -10 is a step that the printer does not have: the lowest, 1, is -9.
    const value = Math.max(LEAST, MIDDLE + wanted);
    await set(link, `Pc;${panel};=;${value}`, { plain: wanted === 0, setting: 'contrast' });
  }
  await set(link, `Px;${offset.x}`, { plain: offset.x === 0, setting: 'offset' });
  await set(link, `Py;${offset.y}`, { plain: offset.y === 0, setting: 'offset' });
}

/**
 * A raw job: the maker's driver does not supervise the parameters. A printer that does not know the command never
 * supervises them. Errors: `usb.*`, `printer.busy`.
 */
export function endSupervision(link: EvolisLink): Promise<void> {
  return set(link, 'Pps;0', { plain: true, setting: 'supervision' });
}

/** Throws `printer.settingRange` for an offset that is more than `most` dots in any direction. */
export function checkOffset({ offset }: PrintSettings, most: number): void {
  if (Math.max(Math.abs(offset.x), Math.abs(offset.y)) > most) throw new Fault('printer.settingRange', { most });
}

async function set(
  link: EvolisLink,
  command: string,
  { plain, setting }: { plain: boolean; setting: string },
): Promise<void> {
  try {
    await (plain ? link.usualSetting(command) : link.command(command));
  } catch (error) {
    const refused = error instanceof Fault && (error.code === 'printer.rejected' || error.code === 'printer.protocol');
    if (!refused || error.detail['reply'] === undefined) throw error;
    if (!plain) throw new Fault('printer.settingRange', { setting }, { cause: error });
  }
}

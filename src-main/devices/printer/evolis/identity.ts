import type { UsbIdentity } from '../../usb/usb-device.ts';
import type { PrinterIdentity } from '../printer-driver.ts';
import type { EvolisLink } from './evolis-link.ts';

/** Questions whose answers help a technician and change nothing here (Evolis Programming Guide A5013). */
const details: readonly (readonly [string, string])[] = [
  ['Rkn', 'print head kit'],
  ['Rem', 'error mode'],
  ['Rmi', 'insertion mode'],
  ['Rco;a', 'cards between cleanings, mean'],
  ['Rco;m', 'cards between cleanings, most'],
  ['Rco;n', 'cleanings'],
  ['Rse;c', 'sensor c'],
  ['Rse;m', 'sensor m'],
  ['Rse;o', 'sensor of the cover'],
  ['Rse;p', 'sensor of the card'],
  ['Rse;r', 'sensor r'],
];

/**
 * Who the printer is: `Rtp`, `Rsn`, `Rfv`. A printer that does not know one of them is named by its USB
 * descriptors. The model is asked for first and has to be answered: a silent printer is none.
 */
export async function readIdentity(link: EvolisLink, usb: UsbIdentity): Promise<PrinterIdentity> {
  const named = known(await link.firstAnswer('Rtp'));
  const model = named ?? (await link.deviceIdModel()) ?? usb.product;
  const numbered = known(await link.queryIfKnown('Rsn'));
  const serialNumber = numbered ?? usb.serialNumber;
  const firmware = known(await link.queryIfKnown('Rfv')) ?? '';
  // `Rsn` first: no other reply looks like a serial number.
  if (numbered !== undefined) link.knowEcho('Rsn', numbered);
  if (named !== undefined) link.knowEcho('Rtp', named);
  return { model, serialNumber, firmware };
}

/** What else it says of itself, by plain words; what it does not know is left out. */
export async function readDetails(link: EvolisLink): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {};
  for (const [query, name] of details) {
    const reply = known(await link.queryIfKnown(query));
    if (reply !== undefined) told[name] = reply;
  }
  return told;
}

function known(reply: string | undefined): string | undefined {
  return reply === undefined || reply === '' || /^ERR/i.test(reply) ? undefined : reply;
}

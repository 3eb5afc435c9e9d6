import type { ErrorCode } from '../../../../src-shared/errors.ts';
import type { PrinterIdentity, PrinterStatus } from '../printer-driver.ts';
import type { EvolisLink } from './evolis-link.ts';
import { judgeReply } from './replies.ts';
import { findRibbon } from './ribbon.ts';

/** A status of this family always names its ribbon. */
export type EvolisStatus = PrinterStatus & { readonly ribbon: string };

export async function readIdentity(link: EvolisLink): Promise<PrinterIdentity> {
  return {
    model: await link.query('Rtp'),
    serialNumber: await link.query('Rsn'),
    firmware: await link.query('Rfv'),
  };
}

/**
 * Asks with the text queries of the Evolis Programming Guide A5013: `Rr` ribbon type, `Rcr` ribbon
 * end, `Rco` counters, `Rlr;p` card path. Feeder and cover have no text query there; the printer
 * refuses to start a sequence instead.
 */
export async function readStatus(link: EvolisLink): Promise<EvolisStatus> {
  const ribbon = (await link.query('Rr')).toUpperCase();
  const ribbonEnd = await link.query('Rcr');
  const cardsLeft = count(await link.query('Rco;l'));
  const cardsInserted = count(await link.query('Rco;c'));
  const panelsPrinted = count(await link.query('Rco;p'));
  const path = await link.query('Rlr;p');
  const fault = findFault({ ribbon, ribbonEnd, cardsLeft, path });
  const back = findRibbon(ribbon)?.back;
  return {
    ribbon,
    ...(back === undefined ? {} : { back }),
    ...(cardsLeft === undefined ? {} : { cardsLeft }),
    ...(cardsInserted === undefined ? {} : { cardsInserted }),
    ...(panelsPrinted === undefined ? {} : { panelsPrinted }),
    ...(fault === undefined ? {} : { fault }),
  };
}

interface Answers {
  readonly ribbon: string;
  readonly ribbonEnd: string;
  readonly cardsLeft: number | undefined;
  readonly path: string;
}

function findFault({ ribbon, ribbonEnd, cardsLeft, path }: Answers): ErrorCode | undefined {
  if (/^ERR CARD/i.test(path)) return 'printer.jam';
  const end = judgeReply(ribbonEnd);
  if (end.kind === 'fault') return end.code;
  if (end.kind === 'unknown' || cardsLeft === 0) return 'printer.ribbonOut';
  return findRibbon(ribbon) === undefined ? 'printer.ribbonWrong' : undefined;
}

function count(reply: string): number | undefined {
  const digits = /^\d+$/.exec(reply)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

import { Fault, type ErrorCode } from '../../../../src-shared/errors.ts';
import { PrintFault, type CardWhereabouts } from '../printer-port.ts';
import type { EvolisLink } from './evolis-link.ts';

/** Where a job was: before `Ss`, in `Ss`, or behind it. */
export type PrintStage = 'before' | 'starting' | 'inside';

/** Refusals of `Ss` that come before a roller turns. */
const standingStill: readonly ErrorCode[] = [
  'printer.coverOpen',
  'printer.ribbonOut',
  'printer.ribbonWrong',
  'printer.busy',
  'printer.cleaningNeeded',
];

/**
 * The fault of a print, and where the card may be. `inFeeder` is said only where no card can have moved:
 * before `Ss`, when `Ss` was refused for a reason that keeps the rollers still, or when the printer said that the
 * feeder was empty.
 */
export async function printFault(link: EvolisLink, stage: PrintStage, error: unknown): Promise<PrintFault> {
  const code = error instanceof Fault ? error.code : 'internal.fault';
  const heard = error instanceof Fault && error.detail['reply'] !== undefined;
  if (stage === 'starting' && code === 'usb.timeout' && (await waitsForCards(link))) {
    return new PrintFault('printer.feederEmpty', 'look', { cause: error });
  }
  return new PrintFault(code, findCard(stage, code, heard), { cause: error });
}

function findCard(stage: PrintStage, code: ErrorCode, heard: boolean): CardWhereabouts {
  if (stage === 'before' || code === 'printer.feederEmpty') return 'inFeeder';
  return stage === 'starting' && heard && standingStill.includes(code) ? 'inFeeder' : 'look';
}

/**
 * A printer that does not leave errors to the host waits for a card and says nothing; the printer class's status
 * is a hint at that. It is made to give up, or it would take the next blank for the old job.
 */
async function waitsForCards(link: EvolisLink): Promise<boolean> {
  try {
    if ((await link.portStatus())?.empty !== true) return false;
    await link.softReset();
    return true;
  } catch {
    return false;
  }
}

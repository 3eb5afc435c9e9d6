import type { ErrorCode } from '../../../../src-shared/errors.ts';
import type { CleaningCount } from '../printer-port.ts';
import type { PrinterStatus } from '../printer-driver.ts';
import { CLEANING_INTERVAL } from './cleaning.ts';
import type { EvolisLink } from './evolis-link.ts';
import { judgeReply } from './replies.ts';
import { findRibbon } from './ribbon.ts';

/** A status of this family always names its ribbon. */
export type EvolisStatus = PrinterStatus & { readonly ribbon: string };

/**
 * Asks with the text queries of the Evolis Programming Guide A5013: `Rr` ribbon type, `Rcr` ribbon
 * end, `Rco` counters, `Rlr` what the card path (`p`) and the ribbon station (`r`) last said. Feeder and cover have
 * no text query there; the printer refuses to start a sequence instead. Only `Rr` has to be answered. A state that
 * the printer says does not keep, such as a torn ribbon, shows at the next job.
 */
export async function readStatus(link: EvolisLink): Promise<EvolisStatus> {
  const ribbon = (await link.query('Rr')).toUpperCase();
  const ribbonEnd = await link.queryIfKnown('Rcr');
  const cardsLeft = count(await link.queryIfKnown('Rco;l'));
  const cardsInserted = count(await link.queryIfKnown('Rco;c'));
  const panelsPrinted = count(await link.queryIfKnown('Rco;p'));
  const cleaning = cleaningOf({
    cardsInserted,
    cleanings: count(await link.queryIfKnown('Rco;n')),
    average: count(await link.queryIfKnown('Rco;a')),
  });
  const path = await link.queryIfKnown('Rlr;p');
  const station = await link.queryIfKnown('Rlr;r');
  const fault = findFault({ ribbon, ribbonEnd, cardsLeft, path, station });
  const back = findRibbon(ribbon)?.back;
  return {
    ribbon,
    ...(back === undefined ? {} : { back }),
    ...(cardsLeft === undefined ? {} : { cardsLeft }),
    ...(cardsInserted === undefined ? {} : { cardsInserted }),
    ...(panelsPrinted === undefined ? {} : { panelsPrinted }),
    ...(cleaning === undefined ? {} : { cleaning }),
    ...(fault === undefined ? {} : { fault }),
  };
}

interface Answers {
  readonly ribbon: string;
  readonly ribbonEnd: string | undefined;
  readonly cardsLeft: number | undefined;
  readonly path: string | undefined;
  readonly station: string | undefined;
}

function findFault({ ribbon, ribbonEnd, cardsLeft, path, station }: Answers): ErrorCode | undefined {
  if (/^ERR CARD/i.test(path ?? '')) return 'printer.jam';
  const kind = judgeReply(ribbon);
  if (kind.kind === 'fault' && kind.code === 'printer.busy') return 'printer.busy';
  const end = ribbonEnd === undefined ? undefined : judgeReply(ribbonEnd);
  if (end?.kind === 'fault') return end.code;
  if (end?.kind === 'unknown' || cardsLeft === 0) return 'printer.ribbonOut';
  if (findRibbon(ribbon) === undefined) return 'printer.ribbonWrong';
  return /NEED CLEANING/i.test(station ?? '') ? 'printer.cleaningNeeded' : undefined;
}

/**
 * The printer counts cleanings and the mean of the cards between them, not the cards since the last one: those are
 * what is left of the cards inserted. The mean is rounded, so after many cleanings this is near, not exact.
 */
function cleaningOf(counters: {
  readonly cardsInserted: number | undefined;
  readonly cleanings: number | undefined;
  readonly average: number | undefined;
}): CleaningCount | undefined {
  const { cardsInserted, cleanings, average } = counters;
  if (cardsInserted === undefined || cleanings === undefined) return undefined;
  if (cleanings > 0 && average === undefined) return undefined;
  return { cardsSince: Math.max(0, cardsInserted - cleanings * (average ?? 0)), interval: CLEANING_INTERVAL };
}

function count(reply: string | undefined): number | undefined {
  const digits = /^\d{1,15}$/.exec(reply ?? '')?.[0];
  return digits === undefined ? undefined : Number(digits);
}

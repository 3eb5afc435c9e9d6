import { Fault } from '../../../../src-shared/errors.ts';
import type { PrinterIdentity, PrinterStatus } from '../printer-driver.ts';
import { inquiry, modeSense, readCounters } from './commands.ts';
import type { MaticaLink } from './matica-link.ts';
import {
  CARD_PAGE,
  COUNTER_BYTES,
  decodeCardPage,
  decodeCounters,
  decodeInkPage,
  decodeInquiry,
  INK_PAGE,
  INQUIRY_BYTES,
  type CardPage,
  type InkPage,
} from './reports.ts';
import { findRibbon, setsLeft } from './ribbon.ts';
import { judgeSense } from './sense.ts';

export async function readIdentity(link: MaticaLink): Promise<PrinterIdentity> {
  return decodeInquiry(await link.read(inquiry(INQUIRY_BYTES), INQUIRY_BYTES));
}

export async function readCardPage(link: MaticaLink): Promise<CardPage> {
  return decodeCardPage(await link.read(modeSense(CARD_PAGE.page, CARD_PAGE.bytes), CARD_PAGE.bytes));
}

export async function readInkPage(link: MaticaLink): Promise<InkPage> {
  return decodeInkPage(await link.read(modeSense(INK_PAGE.page, INK_PAGE.bytes), INK_PAGE.bytes));
}

/**
 * All that can be asked without moving a card. Ink and film are told in steps of 2 and 10 percent, so that 0 of
 * them is no fault yet: that they are used up the printer says by sense.
 */
export async function readStatus(link: MaticaLink): Promise<PrinterStatus> {
  const verdict = judgeSense(await link.sense());
  const card = await readCardPage(link);
  const ink = await readInkPage(link);
  const cards = (await readCounts(link)).get(0);
  const ribbon = findRibbon(ink);
  const fault =
    (verdict.kind === 'ready' ? undefined : verdict.code) ??
    (ribbon === undefined ? ('printer.ribbonWrong' as const) : undefined) ??
    (card.cardsPresent ? undefined : ('printer.feederEmpty' as const));
  return {
    ribbon: ribbon?.name ?? `type ${ink.type}`,
    ...(ribbon === undefined ? {} : { back: ribbon.back }),
    cardsLeft: setsLeft(ink, card.inkLeft),
    filmLeft: card.filmLeft,
    ...(cards === undefined ? {} : { cardsInserted: cards }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** None where the printer knows no such command: it prints without. */
async function readCounts(link: MaticaLink): Promise<ReadonlyMap<number, number>> {
  try {
    return decodeCounters(await link.read(readCounters(COUNTER_BYTES), COUNTER_BYTES));
  } catch (error) {
    if (error instanceof Fault && error.code === 'printer.protocol') return new Map();
    throw error;
  }
}

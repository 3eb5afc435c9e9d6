import { Fault } from '../../../../src-shared/errors.ts';
import type { PrinterIdentity } from '../printer-driver.ts';

/*
 * Reports of the printer about itself; where their fields lie is from the same source as `commands.ts`.
 * Numbers are big-endian. A report may come shorter than asked: every decoder refuses with `printer.protocol`
 * what does not hold its fields.
 */

export const INQUIRY_BYTES = 96;
export const CARD_PAGE = { page: 0x68, bytes: 64 } as const;
export const INK_PAGE = { page: 0x63, bytes: 44 } as const;
export const COUNTER_BYTES = 52;
export const POSITION_BYTES = 8;

export function decodeInquiry(report: Uint8Array): PrinterIdentity {
  demand(report, 87, 'inquiry');
  const versions = [text(report, 58, 13), text(report, 71, 8), text(report, 79, 8)];
  return {
    model: text(report, 16, 16),
    serialNumber: text(report, 32, 8),
    firmware: versions.filter((version) => version !== '').join(' '),
  };
}

/** What the printer prints on, and what is left. */
export interface CardPage {
  readonly dpi: number;
  /** Size of a panel, dots: wider and higher than the card, so that the picture bleeds over its edge. */
  readonly columns: number;
  readonly rows: number;
  /** Percent, in steps of 10 and 2. */
  readonly filmLeft: number;
  readonly inkLeft: number;
  readonly cardsPresent: boolean;
}

export function decodeCardPage(report: Uint8Array): CardPage {
  const view = demand(report, 0x36, 'cardPage');
  const dpi = view.getUint16(8);
  const columns = view.getUint16(32);
  const rows = view.getUint16(34);
  const possible = dpi >= 150 && dpi <= 1200 && dpi === view.getUint16(10);
  // A panel of more than twice a card at that resolution is a lie, and would be built in memory.
  const fitting = columns >= 1 && rows >= 1 && columns <= dpi * 8 && rows <= dpi * 5;
  if (!possible || !fitting) throw new Fault('printer.protocol', { what: 'cardPage', dpi, columns, rows });
  return {
    dpi,
    columns,
    rows,
    filmLeft: Math.min(100, view.getUint8(0x33) * 10),
    inkLeft: Math.min(100, view.getUint8(0x34) * 2),
    cardsPresent: view.getUint8(0x35) === 0,
  };
}

export interface InkPage {
  readonly type: number;
  /** Panel sets on a new ribbon of this kind. */
  readonly total: number;
  readonly lot: string;
}

export function decodeInkPage(report: Uint8Array): InkPage {
  const view = demand(report, 18, 'inkPage');
  return { type: view.getUint8(6), total: view.getUint16(8), lot: text(report, 12, 6) };
}

/** Counters by their id: 0 cards in its life, 1 one that can be set back, 2 print head, 3 cleaning, 4 errors. */
export function decodeCounters(report: Uint8Array): ReadonlyMap<number, number> {
  const view = demand(report, 4, 'counters');
  const counters = new Map<number, number>();
  for (let at = 4; at + 8 <= report.length; at += 8) {
    if (view.getUint16(at + 2) === 4) counters.set(view.getUint16(at), view.getUint32(at + 4));
  }
  return counters;
}

/** The station where the card inside is; `undefined` when there is none. */
export function decodePosition(report: Uint8Array): number | undefined {
  const view = demand(report, POSITION_BYTES, 'position');
  return view.getUint8(0) === 0 ? view.getUint8(7) : undefined;
}

function demand(report: Uint8Array, length: number, what: string): DataView {
  if (report.length < length) throw new Fault('printer.protocol', { what, length: report.length });
  return new DataView(report.buffer, report.byteOffset, report.byteLength);
}

/** Text fields are padded with spaces or zeros; what is not printable ASCII is left out. */
function text(report: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...report.subarray(from, from + length))
    .replaceAll(/[^\x20-\x7e]/g, '')
    .trim();
}

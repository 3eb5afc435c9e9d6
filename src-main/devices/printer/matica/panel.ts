import type { PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import { contrastCurve } from '../contrast-curve.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide, type SideMode } from '../printer-port.ts';
import type { PanelLetter } from './commands.ts';

/** How a printer wants its panels. */
export interface PanelShape {
  readonly dpi: number;
  readonly columns: number;
  readonly rows: number;
  /** The XID 8600 wants the picture upside down. */
  readonly turned: boolean;
}

export interface Panel {
  readonly letter: PanelLetter;
  /** One byte a dot, row by row: 0 no ink, 255 full ink. */
  readonly data: Uint8Array;
}

/** Resolution of a card side, dots an inch. */
const SIDE_DPI = 300;
/** Offset of the channel that each dye absorbs: yellow blue, magenta green, cyan red. */
const absorbed = { y: 2, m: 1, c: 0 } as const;

interface Job {
  readonly shape: PanelShape;
  readonly settings: PrintSettings;
  readonly mode: SideMode;
}

/**
 * The panels of a side in the order of the ribbon, each made when it is asked for: a panel of a 600 dpi printer
 * is 2.75 MB. The picture lies in the middle of the panel, moved by the offset; its edge is repeated outwards,
 * so that the card is covered to its rim. Dots under resin get no dye.
 */
export function* encodePanels(side: CardSide, { shape, settings, mode }: Job): Generator<Panel> {
  const columns = sources(shape.columns, CARD_WIDTH, { dpi: shape.dpi, offset: settings.offset.x });
  const rows = sources(shape.rows, CARD_HEIGHT, { dpi: shape.dpi, offset: settings.offset.y });
  if (mode === 'colour') {
    for (const letter of ['y', 'm', 'c'] as const) {
      const ink = dyeOf(side, absorbed[letter], contrastCurve(settings.contrast[letter] ?? 0));
      yield { letter, data: layOut(ink, { columns, rows, turned: shape.turned }) };
    }
  }
  yield { letter: 'k', data: layOut(blackOf(side), { columns, rows, turned: shape.turned }) };
}

function dyeOf({ rgb, resin }: CardSide, channel: number, curve: Uint8Array): Uint8Array {
  const ink = new Uint8Array(CARD_WIDTH * CARD_HEIGHT);
  for (let dot = 0, at = channel; dot < ink.length; dot += 1, at += 3) {
    if (resin[dot] !== 1) ink[dot] = curve[255 - (rgb[at] ?? 255)] ?? 0;
  }
  return ink;
}

function blackOf({ resin }: CardSide): Uint8Array {
  return resin.map((black) => (black === 1 ? 255 : 0));
}

/** For every dot of a line of the panel, the dot of the side that it shows. */
function sources(length: number, size: number, { dpi, offset }: { dpi: number; offset: number }): Int32Array {
  const scale = dpi / SIDE_DPI;
  const margin = Math.floor((length - size * scale) / 2);
  return Int32Array.from({ length }, (_, dot) => {
    const source = Math.floor((dot - margin) / scale) - offset;
    return Math.min(size - 1, Math.max(0, source));
  });
}

interface Layout {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  readonly turned: boolean;
}

function layOut(ink: Uint8Array, { columns, rows, turned }: Layout): Uint8Array {
  const width = columns.length;
  const data = new Uint8Array(width * rows.length);
  let before = -1;
  for (let row = 0, at = 0; row < rows.length; row += 1, at += width) {
    const source = rows[row] ?? 0;
    if (source === before) data.copyWithin(at, at - width, at);
    else for (let column = 0; column < width; column += 1) data[at + column] = inkAt(ink, source, columns[column]);
    before = source;
  }
  return turned ? data.reverse() : data;
}

function inkAt(ink: Uint8Array, row: number, column = 0): number {
  return ink[row * CARD_WIDTH + column] ?? 0;
}

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
  const lay = (inkAt: (dot: number) => number): Uint8Array => layOut(shape, { columns, rows, inkAt });
  if (mode === 'colour') {
    for (const letter of ['y', 'm', 'c'] as const) {
      const curve = contrastCurve(settings.contrast[letter] ?? 0);
      const channel = absorbed[letter];
      const { rgb, resin } = side;
      yield {
        letter,
        data: lay((dot) => (resin[dot] === 1 ? 0 : (curve[255 - (rgb[dot * 3 + channel] ?? 255)] ?? 0))),
      };
    }
  }
  yield { letter: 'k', data: lay((dot) => (side.resin[dot] === 1 ? 255 : 0)) };
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
  readonly inkAt: (dot: number) => number;
}

function layOut(shape: PanelShape, { columns, rows, inkAt }: Layout): Uint8Array {
  const width = columns.length;
  const data = new Uint8Array(width * rows.length);
  let before = -1;
  for (let row = 0; row < rows.length; row += 1) {
    const source = rows[row] ?? 0;
    const at = row * width;
    if (source === before) data.copyWithin(at, at - width, at);
    else
      for (let column = 0; column < width; column += 1)
        data[at + column] = inkAt(source * CARD_WIDTH + (columns[column] ?? 0));
    before = source;
  }
  return shape.turned ? data.reverse() : data;
}

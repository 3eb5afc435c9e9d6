import { CLEAR, MARK, marks } from './alignment-marks.ts';
import type { CardPlace, Point } from './card-place.ts';
import { blobsOf, type Blob, type Grey } from './scan-parts.ts';

/** A mark found in a scan: its middle in dots, and whether it has the hole. */
export interface FoundMark extends Point {
  readonly hollow: boolean;
}

/** The four marks in the order of `marks` as the card lies; undefined when one is missing. */
export function findMarks(grey: Grey, place: CardPlace, white: number): readonly FoundMark[] | undefined {
  const found = marks.map((mark) => findMark(grey, place, { at: toScan(place, mark), white }));
  return found.every((each) => each !== undefined) ? found : undefined;
}

/** A place on the card, mm from its middle, in the scan. */
function toScan({ middle, turn, scale }: CardPlace, { x, y }: Point): Point {
  const [across, down] = [x * scale.x, y * scale.y];
  return {
    x: middle.x + across * Math.cos(turn) - down * Math.sin(turn),
    y: middle.y + across * Math.sin(turn) + down * Math.cos(turn),
  };
}

/** The other way round: mm from the card's middle. */
export function toCard({ middle, turn, scale }: CardPlace, { x, y }: Point): Point {
  const [across, down] = [x - middle.x, y - middle.y];
  return {
    x: (across * Math.cos(turn) + down * Math.sin(turn)) / scale.x,
    y: (down * Math.cos(turn) - across * Math.sin(turn)) / scale.y,
  };
}

function findMark(
  grey: Grey,
  { scale }: CardPlace,
  { at, white }: { at: Point; white: number },
): FoundMark | undefined {
  const window = cut(grey, at, Math.round(CLEAR * scale.x));
  const light = Uint8Array.from(window.grey.data, (value) => (value < white / 2 ? 0 : 1));
  const round = blobsOf(light, window.grey).find((blob) => isMark(blob, scale));
  if (round === undefined) return undefined;
  const { x, y } = weigh(window.grey, round, white);
  const centre = window.grey.data[Math.round(y - 0.5) * window.grey.width + Math.round(x - 0.5)] ?? 0;
  return { x: window.left + x, y: window.top + y, hollow: centre > white * 0.55 };
}

/** Round, of a mark's size, and full or with its hole. */
function isMark(blob: Blob, scale: Point): boolean {
  const [width, height] = [(blob.right - blob.left + 1) / scale.x, (blob.bottom - blob.top + 1) / scale.y];
  const size = 2 * MARK.radius;
  const fits = Math.abs(width - size) < 0.3 * size && Math.abs(height - size) < 0.3 * size;
  const full = Math.PI * MARK.radius ** 2 * scale.x * scale.y;
  return fits && blob.dots > 0.6 * full && blob.dots < 1.4 * full;
}

/** Middle of the ink, by how dark each dot is. */
function weigh({ data, width, height }: Grey, blob: Blob, white: number): Point {
  let [x, y, ink] = [0, 0, 0];
  const margin = 3;
  for (let row = Math.max(0, blob.top - margin); row <= Math.min(height - 1, blob.bottom + margin); row += 1) {
    for (
      let column = Math.max(0, blob.left - margin);
      column <= Math.min(width - 1, blob.right + margin);
      column += 1
    ) {
      const dark = Math.max(0, white - (data[row * width + column] ?? white) - white * 0.1);
      ink += dark;
      x += dark * (column + 0.5);
      y += dark * (row + 0.5);
    }
  }
  return { x: x / ink, y: y / ink };
}

/** A square around a point, as far as the scan reaches. */
function cut({ data, width, height }: Grey, at: Point, reach: number): { grey: Grey; left: number; top: number } {
  const left = Math.max(0, Math.round(at.x) - reach);
  const top = Math.max(0, Math.round(at.y) - reach);
  const wide = Math.max(0, Math.min(width, Math.round(at.x) + reach) - left);
  const high = Math.max(0, Math.min(height, Math.round(at.y) + reach) - top);
  const part = new Uint8Array(wide * high);
  for (let row = 0; row < high; row += 1) {
    const from = (top + row) * width + left;
    part.set(data.subarray(from, from + wide), row * wide);
  }
  return { grey: { data: part, width: wide, height: high }, left, top };
}

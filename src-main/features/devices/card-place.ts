import { CARD_MM } from './alignment-marks.ts';
import { backgroundOf, blobsOf, type Blob, type Grey } from './scan-parts.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a card lies in a scan, dots: its middle, its turn clockwise in radians, and dots a millimetre. */
export interface CardPlace {
  readonly middle: Point;
  readonly turn: number;
  readonly scale: Point;
}

/** Share of each side, from its ends, that is not looked at: the corners are round. */
const CORNERS = 0.15;
/** How far the sides may be from those of a card, as a share. */
const OFF_SHAPE = 0.04;
/** 150 dots an inch: below that a tenth of a millimetre is a guess. */
const LEAST_SCALE = 150 / 25.4;

/** The card in a scan: the largest light thing on something dark, of a card's shape; undefined without one. */
export function findCard(grey: Grey, threshold: number): CardPlace | undefined {
  const background = backgroundOf(grey, threshold);
  const card = blobsOf(background.slice(), grey).toSorted((a, b) => b.dots - a.dots)[0];
  if (card === undefined || card.left === 0 || card.top === 0) return undefined;
  if (card.right >= grey.width - 1 || card.bottom >= grey.height - 1) return undefined;
  const sides = sidesOf(background, grey, card);
  return sides === undefined ? undefined : placeOf(sides);
}

/** A straight side: the other coordinate is `slope * along + start`. */
interface Side {
  readonly slope: number;
  readonly start: number;
}

interface Sides {
  readonly top: Side;
  readonly bottom: Side;
  readonly left: Side;
  readonly right: Side;
}

function sidesOf(background: Uint8Array, { width }: Grey, card: Blob): Sides | undefined {
  const isCard = (x: number, y: number) => background[y * width + x] === 0;
  const across = middlePart(card.left, card.right);
  const down = middlePart(card.top, card.bottom);
  const first = (from: number, to: number, is: (at: number) => boolean) => {
    const step = Math.sign(to - from);
    for (let at = from; at !== to; at += step) if (is(at)) return step > 0 ? at : at + 1;
    return undefined;
  };
  const { left, right, top, bottom } = card;
  const sides = {
    top: fit(across, (x) => first(top, bottom, (y) => isCard(x, y))),
    bottom: fit(across, (x) => first(bottom, top, (y) => isCard(x, y))),
    left: fit(down, (y) => first(left, right, (x) => isCard(x, y))),
    right: fit(down, (y) => first(right, left, (x) => isCard(x, y))),
  };
  const { top: t, bottom: b, left: l, right: r } = sides;
  return t && b && l && r ? { top: t, bottom: b, left: l, right: r } : undefined;
}

function middlePart(from: number, to: number): readonly number[] {
  const skip = Math.round((to - from) * CORNERS);
  return Array.from({ length: Math.max(0, to - from - 2 * skip) }, (_, index) => from + skip + index);
}

/** Least squares; points off the first line, such as ink that runs over the edge, are left out of the second. */
function fit(along: readonly number[], edge: (at: number) => number | undefined): Side | undefined {
  const points = along.flatMap((at) => {
    const found = edge(at);
    return found === undefined ? [] : [{ x: at + 0.5, y: found }];
  });
  let side = line(points);
  for (let round = 0; round < 4 && side !== undefined; round += 1) {
    const { slope, start } = side;
    const offs = points.map(({ x, y }) => Math.abs(y - slope * x - start));
    const usual = offs.toSorted((a, b) => a - b)[Math.floor(offs.length / 2)] ?? 0;
    side = line(points.filter((_, index) => (offs[index] ?? 0) <= 2.5 * usual + 0.75));
  }
  return side;
}

function line(points: readonly Point[]): Side | undefined {
  if (points.length < 20) return undefined;
  const mean = { x: 0, y: 0 };
  for (const { x, y } of points) {
    mean.x += x / points.length;
    mean.y += y / points.length;
  }
  let [both, own] = [0, 0];
  for (const { x, y } of points) {
    both += (x - mean.x) * (y - mean.y);
    own += (x - mean.x) ** 2;
  }
  const slope = both / own;
  return { slope, start: mean.y - slope * mean.x };
}

function placeOf({ top, bottom, left, right }: Sides): CardPlace | undefined {
  const [a, b, c, d] = [meet(top, left), meet(top, right), meet(bottom, left), meet(bottom, right)];
  const middle = { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 };
  const turn = (Math.atan(top.slope) + Math.atan(bottom.slope) - Math.atan(left.slope) - Math.atan(right.slope)) / 4;
  const scale = {
    x: (distance(a, b) + distance(c, d)) / 2 / CARD_MM.width,
    y: (distance(a, c) + distance(b, d)) / 2 / CARD_MM.height,
  };
  const isCard = Math.abs(scale.x / scale.y - 1) <= OFF_SHAPE && Math.min(scale.x, scale.y) >= LEAST_SCALE;
  return isCard ? { middle, turn, scale } : undefined;
}

/** Where a lying side meets an upright one. */
function meet(lying: Side, upright: Side): Point {
  const y = (lying.slope * upright.start + lying.start) / (1 - lying.slope * upright.slope);
  return { x: upright.slope * y + upright.start, y };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

import type { AlignmentReading } from '../../../src-shared/contract/counter/devices.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { marks } from './alignment-marks.ts';
import { findCard, type CardPlace, type Point } from './card-place.ts';
import { findMarks, toCard, type FoundMark } from './find-marks.ts';
import type { Grey } from './scan-parts.ts';
import { openSentPicture } from './sent-picture.ts';

/** Longest side that is looked at, dots: an A4 sheet at 300 dots an inch nearly whole. */
const LONGEST = 3200;
/** A sheet of 8.5 x 14 inches at 600 dots an inch has 43 million. */
const MOST_PIXELS = 45_000_000;
/** How far a mark may be from where the others say it is, mm. */
const CROOKED = 0.5;
/** Furthest that a picture can be off and still be found, mm. */
const FURTHEST = 5;

/**
 * Reads from a scan (PNG or JPEG, 150 dpi or more) where the picture sits on an alignment card. The card
 * lies on something dark, turned by a few degrees or by quarters of a circle, nothing else as large beside
 * it. Errors: `printer.scanUnreadable`.
 */
export async function readAlignment(scan: Uint8Array): Promise<AlignmentReading> {
  const grey = await greyOf(scan);
  const white = quantile(grey.data, 0.98);
  const dark = quantile(edgeOf(grey), 0.5);
  // A light sheet under a light card shows no edge to measure from.
  if (dark > white * 0.6) throw new Fault('printer.scanUnreadable');
  const threshold = (white + dark) / 2;
  const reading = read(grey, { white, threshold }) ?? read(turned(grey), { white, threshold });
  if (reading === undefined) throw new Fault('printer.scanUnreadable');
  return reading;
}

async function greyOf(scan: Uint8Array): Promise<Grey> {
  try {
    const { data, info } = await openSentPicture(scan, MOST_PIXELS)
      .autoOrient()
      .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#000' })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (error) {
    throw new Fault('printer.scanUnreadable', {}, { cause: error });
  }
}

function read(grey: Grey, { white, threshold }: { white: number; threshold: number }): AlignmentReading | undefined {
  const place = findCard(grey, threshold);
  const found = place === undefined ? undefined : findMarks(grey, place, white);
  if (place === undefined || found === undefined) return undefined;
  // The one with the hole is the first, or, upside down, where the last would be.
  const hollow = found.findIndex((mark) => mark.hollow);
  if (found.filter((mark) => mark.hollow).length !== 1 || (hollow !== 0 && hollow !== 3)) return undefined;
  if (hollow === 0) return measure(place, found);
  return measure({ ...place, turn: place.turn + Math.PI }, found.toReversed());
}

function measure(place: CardPlace, found: readonly FoundMark[]): AlignmentReading | undefined {
  const seen = found.map((mark) => toCard(place, mark));
  const off = { x: mean(seen.map(({ x }) => x)), y: mean(seen.map(({ y }) => y)) };
  const rotation = mean(seen.map((point, index) => turnOf({ x: point.x - off.x, y: point.y - off.y }, marks[index])));
  const crooked = seen.some(({ x, y }, index) => {
    const mark = marks[index] ?? { x: 0, y: 0 };
    const there = {
      x: off.x + mark.x * Math.cos(rotation) - mark.y * Math.sin(rotation),
      y: off.y + mark.x * Math.sin(rotation) + mark.y * Math.cos(rotation),
    };
    return Math.hypot(x - there.x, y - there.y) > CROOKED;
  });
  if (crooked || Math.abs(off.x) > FURTHEST || Math.abs(off.y) > FURTHEST) return undefined;
  const degrees = Math.round((rotation * 180 * 100) / Math.PI) / 100;
  return { offsetX: tenths(off.x), offsetY: tenths(off.y), rotationDegrees: degrees };
}

/** By how much a mark is turned around the middle, radians, clockwise. */
function turnOf(seen: Point, expected: Point = { x: 0, y: 0 }): number {
  const turn = Math.atan2(seen.y, seen.x) - Math.atan2(expected.y, expected.x);
  return Math.atan2(Math.sin(turn), Math.cos(turn));
}

function tenths(mm: number): number {
  return Math.round(mm * 10) || 0;
}

/** A quarter of a circle clockwise. */
function turned({ data, width, height }: Grey): Grey {
  const turnedData = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turnedData[x * height + (height - 1 - y)] = data[y * width + x] ?? 0;
  }
  return { data: turnedData, width: height, height: width };
}

function edgeOf({ data, width, height }: Grey): Uint8Array {
  const rows = [data.subarray(0, width), data.subarray((height - 1) * width)];
  const columns = Array.from({ length: height }, (_, y) => [data[y * width] ?? 0, data[y * width + width - 1] ?? 0]);
  return Uint8Array.from([...rows.flatMap((row) => [...row]), ...columns.flat()]);
}

function quantile(data: Uint8Array, share: number): number {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  let rest = data.length * share;
  return counts.findIndex((count) => (rest -= count) <= 0);
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length;
}

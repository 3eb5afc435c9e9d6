import type { TextBox } from '../../../src-shared/card/card-layout.ts';
import { measureInk, svgLine, type Ink } from './text-ink.ts';

/** A text and the box it has to stay in. */
export interface FittedText {
  readonly text: string;
  readonly box: TextBox;
  readonly align?: 'start' | 'middle';
  /** Texts of one group are set in one size, that of the tightest. */
  readonly group?: string;
}

/** Distance of baselines in ems; Nastaliq hangs far below its line. */
const leading = { latin: 1.14, urdu: 1.85 } as const;
/**
 * Latin lines sit by their capitals and descenders, so that short and tall words line up; in the middle
 * of a box they get more air above, or they would look too high.
 */
const latinInk = { top: { above: 0.74, below: 0.24 }, middle: { above: 0.86, below: 0.24 } };
/** Measuring and setting differ by parts of a dot. */
const MARGIN = 0.985;

/**
 * Sets texts in their boxes: each as large as it may be, broken into lines or made smaller until it
 * fits in width and height. Returns SVG without colour.
 */
export async function fitTexts(texts: readonly FittedText[]): Promise<string> {
  const tries = texts.flatMap(({ text, box }, owner) =>
    breaks(text, box.lines).map((lines) => ({ lines, box, owner })),
  );
  const inks = await measureInk(tries.flatMap(({ lines, box }) => lines.map((text) => ({ text, face: box }))));
  let next = 0;
  const settings = tries.map((each) => {
    const setting = { ...each, inks: inks.slice(next, next + each.lines.length) };
    next += each.lines.length;
    return { ...setting, ...sizeOf(setting) };
  });
  const best = texts.map((_, owner) =>
    settings.filter((setting) => setting.owner === owner).reduce((a, b) => (b.size > a.size + 0.5 ? b : a)),
  );
  return texts
    .map(({ align = 'start', group }, index) => {
      const peers = best.filter((_, peer) => peer === index || (group !== undefined && texts[peer]?.group === group));
      const size = Math.min(...peers.map((peer) => peer.size));
      return peers.filter(({ owner }) => owner === index).map((setting) => place({ ...setting, size }, align));
    })
    .flat()
    .join('');
}

interface Setting {
  readonly lines: readonly string[];
  readonly box: TextBox;
  readonly inks: readonly Ink[];
}

interface Extent {
  readonly size: number;
  readonly above: number;
  readonly below: number;
}

function sizeOf({ lines, box, inks }: Setting): Extent {
  const width = Math.max(...inks.map((ink) => ink.width), 0.01);
  const urdu = box.script === 'urdu';
  const latin = latinInk[box.stand ?? 'middle'];
  const above = urdu ? (inks[0]?.above ?? 0) : latin.above;
  const below = urdu ? (inks.at(-1)?.below ?? 0) : latin.below;
  const height = above + below + (lines.length - 1) * leading[box.script];
  return { size: Math.min(box.size, (box.width / width) * MARGIN, (box.height / height) * MARGIN), above, below };
}

function place({ lines, box, inks, size, above, below }: Setting & Extent, align: 'start' | 'middle'): string {
  const pitch = leading[box.script] * size;
  const height = (above + below) * size + (lines.length - 1) * pitch;
  const slackAbove = box.stand === 'top' ? 0 : (box.height - height) / 2;
  const first = box.y + slackAbove + above * size;
  return lines
    .map((text, index) => {
      const { width = 0, before = 0 } = inks[index] ?? {};
      const indent = (align === 'middle' ? (box.width - width * size) / 2 : 0) + before * size;
      const x = box.script === 'urdu' ? box.x + box.width - indent : box.x + indent;
      return svgLine(text, box, { x, y: first + index * pitch, size });
    })
    .join('');
}

/** The text on one line, on two, and so on: broken at spaces so that the longest line is shortest. */
function breaks(text: string, most: number): string[][] {
  const words = text.trim().split(/\s+/);
  const ways: string[][] = [];
  for (let lines = 1; lines <= Math.min(most, words.length); lines += 1) ways.push(balance(words, lines));
  return ways;
}

function balance(words: readonly string[], lines: number): string[] {
  if (lines === 1) return [words.join(' ')];
  let best: string[] = [];
  let shortest = Infinity;
  for (let count = 1; count <= words.length - lines + 1; count += 1) {
    const way = [words.slice(0, count).join(' '), ...balance(words.slice(count), lines - 1)];
    const longest = Math.max(...way.map((line) => line.length));
    if (longest < shortest) [best, shortest] = [way, longest];
  }
  return best;
}

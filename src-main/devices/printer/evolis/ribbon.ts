import type { UnderResin } from '../../../../src-shared/devices/print-setting.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide, type PrintJob, type SideMode } from '../printer-port.ts';
import { hasDye } from './panel.ts';

interface Ribbon {
  /** Parameter of the `Pr` command (Evolis Programming Guide A5013). */
  readonly parameter: string;
  readonly front: SideMode;
  readonly back: SideMode;
  readonly varnish: { readonly front: boolean; readonly back: boolean };
  /** Panel sets of the ribbon that a card with a back takes. */
  readonly setsForBothSides: number;
  /** Half panels: the dyes reach so many neighbouring columns of the 1016. Absent: all of them. */
  readonly dyeColumns?: number;
  readonly underResin: UnderResin;
}

const both = { front: true, back: true } as const;

const colour: Ribbon = {
  parameter: 'ymcko',
  front: 'colour',
  back: 'colour',
  varnish: both,
  setsForBothSides: 2,
  underResin: 'clear',
};

/** Black alone, a K panel for each side. */
const black: Ribbon = {
  ...colour,
  parameter: 'kb',
  front: 'resin',
  back: 'resin',
  varnish: { front: false, back: false },
};

/**
 * The ribbons a card can be printed with, by the names the printer gives them (`Pr` of the Programming Guide; the
 * ribbon types of the maker's SDK).
 *
 * YMCKO has one set a side. A back in black alone would have to wind over the colours of the second
 * set to reach its K panel, so it would cost the same set: the back is printed in colour too.
 * YMCKOK carries a second K panel in the same set for just that: the back is black only, without varnish.
 * YMCKOS has half panels of the dyes: enough for a portrait, not for a coloured ground.
 * KO and black ribbons carry no dye; resin of another colour than black is not what previews show, and will not do.
 */
const ribbons: ReadonlyMap<string, Ribbon> = new Map<string, Ribbon>([
  ['YMCKO', colour],
  [
    'YMCKOK',
    { ...colour, parameter: 'ymckok', back: 'resin', varnish: { front: true, back: false }, setsForBothSides: 1 },
  ],
  ['YMCKOS', { ...colour, parameter: 'ymckos', dyeColumns: CARD_WIDTH / 2 }],
  ['KO', { ...black, parameter: 'ko', varnish: both }],
  ['K', black],
  ['KB', black],
  ['KBLACK', black],
]);

/**
 * The ribbon of that name, in whatever case the printer writes it and whatever number of cards it adds
 * (`YMCKO 200`); `undefined` when it will not do.
 */
export function findRibbon(name: string): Ribbon | undefined {
  return ribbons.get(
    name
      .trim()
      .toUpperCase()
      .replace(/\s+\d+$/, ''),
  );
}

/** How a job goes onto a ribbon: what each side carries, and how many panel sets that takes. */
export interface PrintPlan {
  readonly ribbonParameter: string;
  readonly front: SideMode;
  readonly back: SideMode;
  readonly varnish: Ribbon['varnish'];
  readonly sets: number;
  readonly underResin: UnderResin;
}

/** `undefined` when this job cannot be printed with this ribbon as it was drawn. */
export function findPlan(
  ribbonName: string,
  job: Pick<PrintJob, 'front' | 'back' | 'settings'>,
): PrintPlan | undefined {
  const ribbon = findRibbon(ribbonName);
  if (ribbon === undefined || !carries(ribbon, job)) return undefined;
  return {
    ribbonParameter: ribbon.parameter,
    front: ribbon.front,
    back: ribbon.back,
    varnish: ribbon.varnish,
    sets: job.back === undefined ? 1 : ribbon.setsForBothSides,
    underResin: job.settings.underResin ?? ribbon.underResin,
  };
}

/**
 * Is every colour of the job on the ribbon? The back of a YMCKOK card is drawn for black alone and printed so
 * whatever dye it was given, as its preview shows; a front in colour must not lose its portrait.
 */
function carries(ribbon: Ribbon, { front, back }: Pick<PrintJob, 'front' | 'back'>): boolean {
  if (ribbon.front === 'resin') return !hasDye(front) && (back === undefined || !hasDye(back));
  const { dyeColumns } = ribbon;
  if (dyeColumns === undefined) return true;
  return [front, back].every((side) => side === undefined || widthOfDye(side) <= dyeColumns);
}

/** Columns between the first and the last dot in dye. */
function widthOfDye({ rgb, resin }: CardSide): number {
  let first = CARD_WIDTH;
  let last = -1;
  for (let y = 0; y < CARD_HEIGHT; y += 1) {
    for (let x = 0; x < CARD_WIDTH; x += 1) {
      if (x >= first && x <= last) continue;
      const dot = y * CARD_WIDTH + x;
      const channels = rgb.subarray(dot * 3, dot * 3 + 3);
      if (resin[dot] === 1 || channels.every((channel) => channel >= 254)) continue;
      first = Math.min(first, x);
      last = Math.max(last, x);
    }
  }
  return last - first + 1;
}

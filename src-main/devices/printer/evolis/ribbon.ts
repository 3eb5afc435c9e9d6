import type { PrintJob, SideMode } from '../printer-port.ts';

interface Ribbon {
  /** Parameter of the `Pr` command (Evolis Programming Guide A5013). */
  readonly parameter: string;
  readonly back: SideMode;
  /** Panel sets of the ribbon that a card with a back takes. */
  readonly setsForBothSides: number;
}

/**
 * The ribbons a licence can be printed with; its front needs colour, black resin and varnish.
 *
 * YMCKO has one set a side. A back in black alone would have to wind over the colours of the second
 * set to reach its K panel, so it would cost the same set: the back is printed in colour too.
 * YMCKOK carries a second K panel in the same set for just that: the back is black only.
 */
const ribbons: ReadonlyMap<string, Ribbon> = new Map([
  ['YMCKO', { parameter: 'ymcko', back: 'colour', setsForBothSides: 2 }],
  ['YMCKOK', { parameter: 'ymckok', back: 'resin', setsForBothSides: 1 }],
]);

/** The ribbon of that name, in whatever case the printer writes it; `undefined` when it will not do. */
export function findRibbon(name: string): Ribbon | undefined {
  return ribbons.get(name.trim().toUpperCase());
}

/** How a job goes onto a ribbon: what each side carries, and how many panel sets that takes. */
export interface PrintPlan {
  readonly ribbonParameter: string;
  readonly back: SideMode;
  readonly sets: number;
}

export function findPlan(ribbonName: string, job: Pick<PrintJob, 'front' | 'back'>): PrintPlan | undefined {
  const ribbon = findRibbon(ribbonName);
  if (ribbon === undefined) return undefined;
  return {
    ribbonParameter: ribbon.parameter,
    back: ribbon.back,
    sets: job.back === undefined ? 1 : ribbon.setsForBothSides,
  };
}

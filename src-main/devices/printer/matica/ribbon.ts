import type { PrintJob, SideMode } from '../printer-port.ts';
import type { InkPage } from './reports.ts';

interface Ribbon {
  readonly name: string;
  readonly back: SideMode;
  /** Panel sets of the ribbon that a card with a back takes. */
  readonly setsForBothSides: number;
}

/** Ribbons by the type in the ink page; the UV panel of YMCKU stays unused. */
const ribbons: ReadonlyMap<number, Ribbon> = new Map([
  [0, { name: 'YMCK', back: 'colour', setsForBothSides: 2 }],
  [4, { name: 'YMCKK', back: 'resin', setsForBothSides: 1 }],
  [5, { name: 'YMCKU', back: 'colour', setsForBothSides: 2 }],
]);

export function findRibbon({ type }: InkPage): Ribbon | undefined {
  return ribbons.get(type);
}

/** Panel sets left by the printer's own estimate, in steps of 2 percent. */
export function setsLeft({ total }: InkPage, inkLeft: number): number {
  return Math.floor((total * inkLeft) / 100);
}

/** What each side carries. */
export function backMode(ribbon: Ribbon, job: Pick<PrintJob, 'back'>): SideMode | undefined {
  return job.back === undefined ? undefined : ribbon.back;
}

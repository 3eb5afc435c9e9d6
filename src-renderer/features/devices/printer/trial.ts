import type { PrintMeasures } from '../../../../src-shared/devices/calibration.ts';
import { correctedOffset } from '../../../../src-shared/devices/print-offset.ts';
import type { PanelName, PrintSettings } from '../../../../src-shared/devices/print-setting.ts';

/** One alignment card that was measured, and the settings it was printed with. */
export interface MeasuredCard {
  readonly settings: PrintSettings;
  readonly measured: PrintMeasures;
}

/** What a technician tries at the printer before anything is saved. */
export interface Trial {
  /** Of the next card. */
  readonly settings: PrintSettings;
  /** Of the last alignment card; those in force before one was printed. */
  readonly printedWith: PrintSettings;
  /** In the order in which they were measured. */
  readonly cards: readonly MeasuredCard[];
  /** An alignment card is out and not measured yet. */
  readonly waiting: boolean;
}

export function newTrial(settings: PrintSettings): Trial {
  return { settings, printedWith: settings, cards: [], waiting: false };
}

export function printed(trial: Trial): Trial {
  return { ...trial, printedWith: trial.settings, waiting: true };
}

/** Sets the next card right by what this one showed. */
export function measure(trial: Trial, measured: PrintMeasures): Trial {
  const { printedWith, settings } = trial;
  return {
    ...trial,
    settings: { ...settings, offset: correctedOffset(printedWith.offset, measured) },
    cards: [...trial.cards, { settings: printedWith, measured }],
    waiting: false,
  };
}

export function setContrast(trial: Trial, panel: PanelName, value: number): Trial {
  const { settings } = trial;
  return { ...trial, settings: { ...settings, contrast: { ...settings.contrast, [panel]: value } } };
}

export function sameOffset({ offset: a }: PrintSettings, { offset: b }: PrintSettings): boolean {
  return a.x === b.x && a.y === b.y;
}

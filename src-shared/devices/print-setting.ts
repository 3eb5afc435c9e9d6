import { z } from 'zod';

/** Ribbon panels: the three dyes, black resin, varnish. */
export const PanelName = z.enum(['y', 'm', 'c', 'k', 'o']);
export type PanelName = z.infer<typeof PanelName>;

/** Contrast of a panel, -10 to +10 around the maker's middle (0). */
export const Contrast = z.int().min(-10).max(10);

/**
 * What the dyes do where black resin lies: nothing, or what they do at the dot before. Nothing costs no dye; the
 * neighbour's dye hides the pale rim that a panel a dot off leaves around black text.
 */
export const UnderResin = z.enum(['clear', 'neighbour']);
export type UnderResin = z.infer<typeof UnderResin>;

/** How a printer is set for every card; what a calibration of it decides. */
export const PrintSettings = z.strictObject({
  /** How far the picture is moved on the card, dots of 1/300 inch: right and down are positive. */
  offset: z.strictObject({ x: z.int().min(-50).max(50), y: z.int().min(-50).max(50) }),
  contrast: z.partialRecord(PanelName, Contrast),
  /** As is usual for the ribbon when it is not said. */
  underResin: UnderResin.optional(),
});
export type PrintSettings = z.infer<typeof PrintSettings>;

export const plainPrintSettings: PrintSettings = { offset: { x: 0, y: 0 }, contrast: {} };

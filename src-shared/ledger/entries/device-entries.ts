import { z } from 'zod';
import { CalibrationResult, DeviceIdentity } from '../../devices/calibration.ts';
import { CalibrationId, JobId, RulesVersion } from '../../ids.ts';

const Reason = z.string().min(3).max(200);
const Count = z.int().nonnegative();

/** A printer's own life counters at a moment; null where it tells none. */
export const PrinterReading = z.strictObject({
  serial: z.string().min(1).max(80),
  cardsInserted: Count.nullable(),
  panelsPrinted: Count.nullable(),
});
export type PrinterReading = z.infer<typeof PrinterReading>;

/** Bodies of the entries whose subject is the devices of one counter, by entry type. */
export const deviceEntries = {
  /** A device was used here for the first time: from now on the days without a calibration count. */
  'device.firstUsed': z.strictObject({ device: DeviceIdentity }),
  'device.chosen': z.strictObject({
    kind: DeviceIdentity.shape.kind,
    source: z.enum(['usbCamera', 'webcam', 'usbPrinter', 'queue']),
    name: z.string().max(80),
    reason: Reason,
  }),
  'device.calibrated': z.strictObject({
    calibrationId: CalibrationId,
    device: DeviceIdentity,
    result: CalibrationResult,
    /** The rules that say how long it lasts. */
    rules: RulesVersion,
    reason: Reason,
  }),
  /** This printer's counter was read here for the first time: from this number on its cards are accounted for. */
  'printer.counted': z.strictObject({ reading: z.strictObject({ ...PrinterReading.shape, cardsInserted: Count }) }),
  'printer.ribbonChanged': z.strictObject({
    reading: PrinterReading,
    ribbon: z.string().max(40),
    cardsLeft: Count.nullable(),
  }),
  /** `cards` is how far the printer's counter of cards moved by it. */
  'printer.cleaned': z.strictObject({ reading: PrinterReading, by: z.enum(['printer', 'hand']), cards: Count.max(9) }),
  /** A card for the technician's eyes was printed; its blank is booked with `stock.used`. */
  'printer.serviceCardPrinted': z.strictObject({
    jobId: JobId,
    card: z.enum(['alignment', 'colours']),
    reading: PrinterReading,
  }),
  /** The counter moved by more cards than jobs explain (`cards` > 0) or by fewer (`cards` < 0); `expected` is where it should stand. */
  'printer.cardsUnexplained': z.strictObject({
    reading: z.strictObject({ ...PrinterReading.shape, cardsInserted: Count }),
    expected: z.int(),
    cards: z.int(),
    /** The counter stands lower than it was read before: other electronics, or another printer's name. */
    backwards: z.boolean(),
  }),
  /** Somebody found out about all that was open of a printer: `blanks` are booked as spoiled with `stock.used`. */
  'printer.cardsExplained': z.strictObject({
    serial: z.string().min(1).max(80),
    cards: z.int(),
    blanks: Count,
    reason: Reason,
  }),
} as const;

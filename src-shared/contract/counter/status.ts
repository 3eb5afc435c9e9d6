import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Instant } from '../../ids.ts';
import { live, query } from './procedure.ts';
import { CalibrationState } from '../../devices/calibration.ts';
import { Code } from './views.ts';

const Band = z.enum(['ok', 'warn', 'stop']);

/** How the calibration of the device in use stands; `until` is when that ends by itself. */
const Calibration = z.object({ state: CalibrationState, until: Instant.nullable(), band: Band });

/** What the status bar always shows. */
export const CounterStatus = z.object({
  practice: z.boolean(),
  link: z.object({
    state: z.enum(['up', 'down', 'paused']),
    lastContact: Instant.nullable(),
    fault: Code.nullable(),
  }),
  replay: z.object({
    unsent: z.int(),
    oldestUnsentAt: Instant.nullable(),
    /** Received by central and not settled yet. */
    unsettled: z.int(),
    blobsWaiting: z.int(),
    exceptions: z.int(),
  }),
  /** Limits of what may wait here: in `stop` no new case is begun, begun ones are finished. */
  backlog: z.object({
    /** How many entries wait. */
    unsent: Band,
    /** How long the oldest waits. */
    oldest: Band,
    /** The worst of both and of the disk. */
    band: Band,
    /** What stops new work, or would be first to. */
    why: z.enum(['unsentCount', 'unsentAge', 'disk']).nullable(),
  }),
  /** Cases of the centre that are not closed, those past their day, and cards to get back. */
  exceptions: z.object({ open: z.int(), overdue: z.int(), recalls: z.int(), band: Band }),
  camera: z.object({
    condition: z.enum(['absent', 'connecting', 'ready', 'live', 'capturing', 'faulty']),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    fault: Code.nullable(),
    source: z.enum(['usbCamera', 'webcam']),
    calibration: Calibration,
  }),
  printer: z.object({
    condition: z.enum(['absent', 'ready', 'printing', 'blocked']),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    ribbon: z.string().nullable(),
    cardsLeft: z.int().nullable(),
    fault: Code.nullable(),
    source: z.enum(['usbPrinter', 'queue']),
    calibration: Calibration,
    cleaning: Band,
  }),
  /** Cards that printers moved and no job explains, or the other way round; stays until a supervisor explains. */
  cardAccount: z.object({ alerts: z.int(), cards: z.int(), band: Band }),
  stock: z.object({ blanks: z.int(), band: Band }),
  disk: z.object({ freeBytes: z.int(), band: Band }),
  clock: z.object({ now: Instant, offsetMs: z.int().nullable(), band: Band }),
  numbers: z.object({ left: z.int(), band: Band }),
});
export type CounterStatus = z.infer<typeof CounterStatus>;

export const status = {
  now: query('anyone').output(CounterStatus),
  /** The status at once, then at every change. */
  watch: live('anyone').output(eventIterator(CounterStatus)),
};

import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Instant } from '../../ids.ts';
import { live, query } from './procedure.ts';
import { Code } from './views.ts';

const Band = z.enum(['ok', 'warn', 'stop']);

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
  camera: z.object({
    condition: z.enum(['absent', 'connecting', 'ready', 'live', 'capturing', 'faulty']),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    fault: Code.nullable(),
  }),
  printer: z.object({
    condition: z.enum(['absent', 'ready', 'printing', 'blocked']),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    ribbon: z.string().nullable(),
    cardsLeft: z.int().nullable(),
    fault: Code.nullable(),
  }),
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

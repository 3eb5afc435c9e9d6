import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { JobId, LicenceNumber } from '../../ids.ts';
import { CardOutcome, Receiver } from '../../ledger/entries/person-entries.ts';
import { command, live, query } from './procedure.ts';
import { CardView, Code } from './views.ts';

/** How a print goes on: the step now, or how it ended. */
export const PrintProgress = z.object({
  jobId: JobId,
  step: z.enum(['checking', 'feeding', 'sendingFront', 'sendingBack', 'printing', 'ejecting', 'done', 'failed']),
  fault: Code.nullable(),
  /** True when somebody has to look whether a card came out, and how. */
  look: z.boolean(),
});
export type PrintProgress = z.infer<typeof PrintProgress>;

export const CardQueue = z.object({
  /** Jobs that started and have no outcome: look first. */
  toLookAt: z.array(CardView),
  toPrint: z.array(CardView),
  toHandOver: z.array(CardView),
  handedOverToday: z.array(CardView),
});
export type CardQueue = z.infer<typeof CardQueue>;

export const cards = {
  queue: query(['operator', 'supervisor']).output(CardQueue),
  /** The face as it will be printed, PNG 1016 x 648. Refuses with `card.noLicence`. */
  preview: query(['operator', 'supervisor'])
    .input(z.strictObject({ licenceNumber: LicenceNumber, side: z.enum(['front', 'back']) }))
    .output(z.instanceof(Blob)),
  /**
   * Starts a print and answers when it is recorded as started; `progress` tells the rest. Refuses with
   * `card.lookFirst`, `card.reasonNeeded`, `paper.outOfForce`, `stock.empty`, `printer.calibrationNeeded`, `printer.*`.
   */
  print: command(['operator'])
    .input(z.strictObject({ licenceNumber: LicenceNumber, reason: z.string().trim().min(3).max(200).nullable() }))
    .output(z.object({ jobId: JobId })),
  /** Licence cards and the technician's service cards alike. */
  progress: live(['operator', 'technician', 'supervisor']).output(eventIterator(PrintProgress)),
  /** How did it come out? A spoiled card needs a reason. Refuses with `printer.busy` while it is still coming. */
  recordOutcome: command(['operator'])
    .input(z.strictObject({ jobId: JobId, outcome: CardOutcome, reason: z.string().trim().max(200).nullable() }))
    .output(CardQueue),
  handOver: command(['operator'])
    .input(z.strictObject({ jobId: JobId, receiver: Receiver }))
    .output(CardQueue),
};

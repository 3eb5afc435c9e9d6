import { z } from 'zod';
import { Fault, type ErrorCode } from '../../../../../src-shared/errors.ts';
import type { SpoolerJob } from '../spooler.ts';

/*
 * What the scripts write. `PrinterStatus` and `JobStatus` are flags that PowerShell writes as words with commas
 * between them (MSFT_Printer and MSFT_PrintJob of Microsoft's reference).
 */

export const QueueNames = z.array(z.string());

export const QueueAnswer = z.object({ model: z.string(), status: z.string(), twoSided: z.boolean() });
export type QueueAnswer = z.infer<typeof QueueAnswer>;

export const SubmitAnswer = z.object({ id: z.int().nonnegative() });

export const JobAnswer = z.object({ id: z.int(), name: z.string(), status: z.string(), pages: z.int() });
export type JobAnswer = z.infer<typeof JobAnswer>;
export const JobAnswers = z.array(JobAnswer);
export type JobAnswers = z.infer<typeof JobAnswers>;

export const Removed = z.literal(true);

/** Reads one JSON value; `null` says that there is no such queue. Errors: `printer.queueUnknown`, `printer.noSpooler`. */
export function readAnswer<T>(schema: z.ZodType<T>, said: string): T {
  const value = parse(said.replace(/^\uFEFF/, '').trim());
  if (value === null) throw new Fault('printer.queueUnknown');
  const read = schema.safeParse(value);
  if (!read.success) throw new Fault('printer.noSpooler', { what: 'answer' });
  return read.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('printer.noSpooler', { what: 'answer' }, { cause });
  }
}

/** Words of `PrinterStatus` that a person can act on, most telling first. */
const troubles: readonly (readonly [string, ErrorCode])[] = [
  ['PaperJam', 'printer.jam'],
  ['DoorOpen', 'printer.coverOpen'],
  ['PaperOut', 'printer.feederEmpty'],
  ['NoToner', 'printer.ribbonOut'],
  ['OutputBinFull', 'printer.hopperFull'],
  ['Offline', 'printer.absent'],
  ['NotAvailable', 'printer.absent'],
  ['WarmingUp', 'printer.warmingUp'],
  ['Error', 'printer.hardware'],
];

export function faultOf(status: string): ErrorCode | undefined {
  const words = wordsOf(status);
  return troubles.find(([word]) => words.has(word))?.[1];
}

export function isStopped(status: string): boolean {
  return wordsOf(status).has('Paused');
}

/** How a job on the list stands. */
export function jobState(job: JobAnswer): SpoolerJob {
  const words = wordsOf(job.status);
  const has = (...wanted: readonly string[]): boolean => wanted.some((word) => words.has(word));
  const done = has('Printed', 'Complete', 'Completed', 'Retained');
  const started = done || job.pages > 0 || has('Printing');
  if (has('Deleting', 'Deleted')) return { phase: 'cancelled', started };
  if (done) return { phase: 'done', started };
  if (has('Paused')) return { phase: started ? 'stopped' : 'held', started };
  return { phase: started ? 'printing' : 'waiting', started };
}

/**
 * What a job counts as when it is no longer on the list, by what it last said: Windows takes finished jobs off,
 * but also those that somebody cancelled.
 */
export function whenGone(job: JobAnswer): SpoolerJob {
  const { phase } = jobState(job);
  const words = wordsOf(job.status);
  const troubled = [...trouble].some((word) => words.has(word)) || phase === 'held' || phase === 'stopped';
  return { phase: troubled || phase === 'cancelled' ? 'failed' : 'done', started: true };
}

const trouble: ReadonlySet<string> = new Set(['Error', 'Blocked', 'UserIntervention', 'PaperOut', 'Offline']);

function wordsOf(status: string): ReadonlySet<string> {
  return new Set(status.split(',').map((word) => word.trim()));
}

import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '../../../../src-shared/errors.ts';
import type { PrintJob } from '../printer-port.ts';

/**
 * The printing system of the operating system. Errors of all: `printer.noSpooler` when it does not answer,
 * `printer.queueUnknown`.
 */
export interface Spooler {
  /** Names of the queues, in the system's order. */
  queues(): Promise<readonly string[]>;

  queue(name: string): Promise<Queue>;

  /**
   * Hands a card over and returns the job's id. Errors besides: `printer.queueStopped` and `printer.jobFailed`
   * when it was refused; `NotKnownTaken` when it may have been taken or not.
   */
  submit(queue: Queue, job: PrintJob): Promise<string>;

  job(queue: string, id: string): Promise<SpoolerJob>;

  /** Takes a job back; a job that is over already is no error. */
  cancel(queue: string, id: string): Promise<void>;

  /** Ids of cards of this program that are in the queue and not over. */
  leftovers(queue: string): Promise<readonly string[]>;
}

export interface Queue {
  readonly name: string;
  /** The driver behind it, e.g. `Zebra ZC300`. */
  readonly model: string;
  /** It prints nothing, or takes nothing, until somebody resumes it. */
  readonly stopped: boolean;
  /** Can it print both sides of one card? */
  readonly twoSided: boolean;
  /** Names of the media that it takes; empty where it does not tell. */
  readonly media: readonly string[];
  /** What the printer behind it lacks, as far as it told. */
  readonly fault?: ErrorCode;
}

/** waiting: not begun; held: waits for a person; stopped: begun, and the queue stopped; done, cancelled, failed: over. */
export type SpoolerPhase = 'waiting' | 'held' | 'printing' | 'stopped' | 'done' | 'cancelled' | 'failed';

export interface SpoolerJob {
  readonly phase: SpoolerPhase;
  /** Did the printer ever begin with it? */
  readonly started: boolean;
}

/** Every job is named so; holds nothing personal, and tells own jobs from others'. */
export const JOB_PREFIX = 'Parwana card ';

/** A name that no other job has: numbers of jobs begin again when a system lost its memory. */
export function jobName(): string {
  return JOB_PREFIX + randomBytes(6).toString('hex');
}

/** A card was on its way to the system when the answer failed to come. */
export class NotKnownTaken extends Error {
  constructor(options?: { cause?: unknown }) {
    super('not known whether the job was taken', options);
    this.name = 'NotKnownTaken';
  }
}

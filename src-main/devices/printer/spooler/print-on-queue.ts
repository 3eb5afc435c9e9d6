import { Fault, type ErrorCode } from '../../../../src-shared/errors.ts';
import type { DeviceClock } from '../../device-clock.ts';
import { PrintFault, type CardWhereabouts, type PrintJob, type PrintStep } from '../printer-port.ts';
import { NotKnownTaken, type Queue, type Spooler, type SpoolerJob } from './spooler.ts';

/** Patience, milliseconds. */
export interface SpoolerPatience {
  /** How long a card may wait behind other jobs. */
  readonly waitingMs: number;
  /** How long one card may take, from its beginning. */
  readonly printMs: number;
  /** How long a printing system that went away in the middle is waited for. */
  readonly lostMs: number;
  /** Pause between two looks at the job. */
  readonly lookMs: number;
}

const spoolerPatience: SpoolerPatience = { waitingMs: 120_000, printMs: 300_000, lostMs: 20_000, lookMs: 500 };

export interface QueueTask {
  readonly spooler: Spooler;
  readonly name: string;
  readonly job: PrintJob;
  readonly clock: DeviceClock;
  readonly patience?: Partial<SpoolerPatience>;
}

/**
 * Hands one card to a queue and follows it to its end. "Done" is what the system says: most drivers tell it when
 * the printer has taken the data.
 *
 * Rejects with a `PrintFault`. `inFeeder` is said only when nothing was handed over, or when the job was taken
 * back before the printer began with it.
 */
export async function printOnQueue(task: QueueTask, progress: (step: PrintStep) => void): Promise<void> {
  progress('checking');
  const queue = await prepare(task).catch((error: unknown) => {
    throw new PrintFault(codeOf(error), 'inFeeder', { cause: error });
  });
  progress('sendingFront');
  if (task.job.back !== undefined) progress('sendingBack');
  const id = await task.spooler.submit(queue, task.job).catch((error: unknown) => {
    if (error instanceof NotKnownTaken) throw new PrintFault('printer.noSpooler', 'look', { cause: error });
    throw new PrintFault(codeOf(error), 'inFeeder', { cause: error });
  });
  await follow(task, id, progress);
  progress('ejecting');
  progress('done');
}

/** Everything that can be asked while nothing is handed over. */
async function prepare({ spooler, name, job }: QueueTask): Promise<Queue> {
  const queue = await spooler.queue(name);
  if (queue.stopped) throw new Fault('printer.queueStopped');
  if (queue.fault !== undefined) throw new Fault(queue.fault);
  // On a queue without it two pages would become two cards.
  if (job.back !== undefined && !queue.twoSided) throw new Fault('printer.notCapable', { what: 'twoSided' });
  if (job.magnetic !== undefined) throw new Fault('printer.notCapable', { what: 'magnetic' });
  // A card that was given up while the system was away would come out before this one.
  for (const id of await spooler.leftovers(name)) await spooler.cancel(name, id);
  return queue;
}

async function follow(task: QueueTask, id: string, progress: (step: PrintStep) => void): Promise<void> {
  const { clock, spooler, name } = task;
  const patience = { ...spoolerPatience, ...task.patience };
  let since = clock.now();
  let printing = false;
  for (;;) {
    const job = await look(task, id, patience);
    if (job.phase === 'done') return;
    if (job.phase === 'failed' || job.phase === 'cancelled') {
      throw new PrintFault('printer.jobFailed', whereabouts(job));
    }
    if (job.phase === 'printing' && !printing) {
      printing = true;
      since = clock.now();
      progress('printing');
    }
    const why = await reasonToGiveUp(job, { queue: () => spooler.queue(name), late: clock.now() - since, patience });
    if (why !== undefined) throw new PrintFault(why, await takeBack(task, id));
    await clock.wait(patience.lookMs);
  }
}

interface Circumstances {
  readonly queue: () => Promise<Queue>;
  /** Milliseconds since it was handed over, or since it began. */
  readonly late: number;
  readonly patience: SpoolerPatience;
}

async function reasonToGiveUp(
  job: SpoolerJob,
  { queue, late, patience }: Circumstances,
): Promise<ErrorCode | undefined> {
  if (job.phase === 'held' || job.phase === 'stopped') return 'printer.queueStopped';
  // A system that is away just now is the business of the next look.
  const { stopped, fault } = await queue().catch(() => ({ stopped: false, fault: undefined }));
  if (job.phase === 'waiting' && stopped) return 'printer.queueStopped';
  if (late < (job.phase === 'waiting' ? patience.waitingMs : patience.printMs)) return undefined;
  return fault ?? (job.phase === 'waiting' ? 'printer.busy' : 'printer.jobFailed');
}

/** One look at the job, as long as the system may be away. */
async function look({ spooler, name, clock }: QueueTask, id: string, patience: SpoolerPatience): Promise<SpoolerJob> {
  const deadline = clock.now() + patience.lostMs;
  for (;;) {
    try {
      return await spooler.job(name, id);
    } catch (error) {
      const away = codeOf(error) === 'printer.noSpooler';
      // The card may still come out, when the system is back.
      if (!away || clock.now() >= deadline) throw new PrintFault(codeOf(error), 'look', { cause: error });
      await clock.wait(patience.lookMs);
    }
  }
}

/** Cancels, and asks whether that was in time. */
async function takeBack({ spooler, name }: QueueTask, id: string): Promise<CardWhereabouts> {
  try {
    await spooler.cancel(name, id);
    return whereabouts(await spooler.job(name, id));
  } catch {
    return 'look';
  }
}

function whereabouts({ phase, started }: SpoolerJob): CardWhereabouts {
  return (phase === 'cancelled' || phase === 'failed') && !started ? 'inFeeder' : 'look';
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof Fault ? error.code : 'internal.fault';
}

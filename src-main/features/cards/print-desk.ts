import { EventPublisher } from '@orpc/server';
import type { PrintProgress } from '../../../src-shared/contract/counter/cards.ts';
import { Fault } from '../../../src-shared/errors.ts';
import type { JobId } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { PrintFault, type PrinterState, type PrintJob } from '../../devices/printer/printer-port.ts';
import { deny } from '../handlers.ts';

/** One card for the printer, with what is to be written when it is over. */
export interface DeskJob {
  readonly jobId: JobId;
  readonly card: PrintJob;
  /** Called once, with why it failed if it did; what it throws is logged, and the job says "look". */
  ended(fault: PrintFault | undefined): void;
}

/** Gives the printer one thing to do at a time, whoever asks, and tells everybody how a print goes on. */
export class PrintDesk {
  readonly progress = new EventPublisher<{ progress: PrintProgress }>();
  #busy = false;
  #printing: JobId | undefined;
  #work: Promise<void> = Promise.resolve();

  /** A card is on its way, or is being got ready. */
  get isBusy(): boolean {
    return this.#busy;
  }

  /**
   * Gets a job ready and starts it; answers when `prepare` is through, with the job under way. Refuses with
   * `printer.busy` while another is; errors are those of `prepare`.
   */
  async start(counter: Counter, prepare: () => Promise<DeskJob>): Promise<JobId> {
    const job = await this.#alone(counter, prepare);
    this.#printing = job.jobId;
    this.#work = this.#run(counter, job);
    return job.jobId;
  }

  /** Does something with the printer that is no print. Refuses as `start`. */
  async use<Value>(counter: Counter, task: () => Promise<Value>): Promise<Value> {
    const value = await this.#alone(counter, task);
    this.#giveBack(counter);
    return value;
  }

  /** Is this very job under way, so that nobody can know yet how it came out? */
  isPrinting(jobId: JobId): boolean {
    return this.#printing === jobId;
  }

  /** Waits for the print under way, if any. */
  async settled(): Promise<void> {
    await this.#work;
  }

  /** Takes the desk; gives it back when the task fails. */
  async #alone<Value>(counter: Counter, task: () => Promise<Value>): Promise<Value> {
    if (this.#busy) deny('printer.busy');
    this.#busy = true;
    try {
      return await task();
    } catch (error) {
      this.#giveBack(counter);
      throw error;
    }
  }

  /** What the printer told meanwhile was not looked at, and it tells it once. */
  #giveBack(counter: Counter): void {
    this.#busy = false;
    counter.cards.look();
  }

  async #run(counter: Counter, job: DeskJob): Promise<void> {
    const { jobId } = job;
    const fault = await this.#print(counter, job);
    try {
      job.ended(fault);
    } catch {
      // The store is full: the job stays open and asks for a look, which is the safe answer.
      counter.log.error('the end of a print could not be recorded', { jobId });
    }
    // Free before the end is told: whoever hears of it may print the next card at once.
    this.#busy = false;
    this.#printing = undefined;
    if (fault !== undefined) counter.cards.distrust();
    counter.cards.look();
    counter.status.refresh();
    if (fault === undefined) this.#tell({ jobId, step: 'done', fault: null, look: true });
    else this.#tell({ jobId, step: 'failed', fault: fault.code, look: fault.card === 'look' });
  }

  async #print(counter: Counter, { jobId, card }: DeskJob): Promise<PrintFault | undefined> {
    try {
      await counter.printer.print(card, (step) => {
        if (step !== 'done') this.#tell({ jobId, step, fault: null, look: false });
      });
      return undefined;
    } catch (error) {
      const fault = error instanceof PrintFault ? error : new PrintFault('internal.fault', 'look', { cause: error });
      counter.log.warn('a print failed', { jobId, code: fault.code, card: fault.card });
      return fault;
    }
  }

  #tell(progress: PrintProgress): void {
    this.progress.publish('progress', progress);
  }
}

/** The printer as it says it is now. Errors: why it cannot print. */
export async function readyPrinter(counter: Counter): Promise<PrinterState> {
  const state = await counter.printer.refresh();
  if (state.condition !== 'ready') throw new Fault(state.fault ?? 'printer.busy');
  return state;
}

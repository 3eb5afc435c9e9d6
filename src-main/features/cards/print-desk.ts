import { EventPublisher } from '@orpc/server';
import type { PrintProgress } from '../../../src-shared/contract/counter/cards.ts';
import { plainPrintSettings } from '../../../src-shared/devices/print-setting.ts';
import { streamParts, type JobId, type LicenceNumber } from '../../../src-shared/ids.ts';
import { checkPrint } from '../../../src-shared/ledger/fold/card.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { JobId as JobIdSchema } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { PrintFault } from '../../devices/printer/printer-port.ts';
import type { Actor } from '../../store/journal.ts';
import { actAs } from '../act.ts';
import { today } from '../applications/find-application.ts';
import { deny, must } from '../handlers.ts';
import { stockOf } from '../stock/stock-handlers.ts';
import type { CardFaces } from './card-face.ts';
import { drawLicence, faceHash, getLicence } from './licence-card.ts';

/**
 * Prints cards, one at a time. `card.started` is durable before anything reaches the printer, so that
 * after a power cut the job without an outcome says "look"; only a printer that swears the blank is
 * still in its feeder lets the counter close the job by itself as not printed.
 */
export class PrintDesk {
  readonly progress = new EventPublisher<{ progress: PrintProgress }>();
  #busy = false;
  #printing: JobId | undefined;
  #work: Promise<void> = Promise.resolve();

  /** Starts a print and answers with its job when it is recorded. Refuses as `cards.print` says. */
  async print(
    counter: Counter,
    { licenceNumber, reason }: { licenceNumber: LicenceNumber; reason: string | null },
  ): Promise<JobId> {
    if (this.#busy) deny('printer.busy');
    this.#busy = true;
    try {
      // Whoever pressed print answers for it, also when the PC changes hands while the card is drawn.
      const { actor } = counter.session;
      const found = getLicence(counter, licenceNumber);
      must(checkPrint(found.state, licenceNumber, reason));
      const { centre } = streamParts(counter.identity.place.stream);
      if (stockOf(counter, today(counter)).closing < 1) deny('stock.empty', { centre });
      const state = await counter.printer.refresh();
      if (state.condition !== 'ready') throw new Fault(state.fault ?? 'printer.busy');
      const faces = await drawLicence(counter, found);
      const jobId = JobIdSchema.parse(counter.ids.uuid());
      const subject = personSubject(found.person.cnic);
      const printer = [state.model, state.serialNumber].filter((part) => part !== undefined).join(' ');
      const [front, back] = [faceHash(faces.front), faceHash(faces.back)];
      const data = { jobId, applicationId: found.application.id, licenceNumber, reason, printer, front, back };
      actAs(counter, actor, [{ type: 'card.started', subject, data }]);
      this.#printing = jobId;
      this.#work = this.#run(counter, { jobId, subject, actor, faces });
      return jobId;
    } catch (error) {
      this.#busy = false;
      throw error;
    }
  }

  /** Is this very job under way, so that nobody can know yet how it came out? */
  isPrinting(jobId: JobId): boolean {
    return this.#printing === jobId;
  }

  /** Waits for the print under way, if any. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async #run(
    counter: Counter,
    job: { jobId: JobId; subject: ReturnType<typeof personSubject>; actor: Actor; faces: CardFaces },
  ): Promise<void> {
    const { jobId, subject, actor, faces } = job;
    const fault = await this.#print(counter, { jobId, faces });
    if (fault?.card === 'inFeeder') {
      const data = { jobId, outcome: 'notPrinted' as const, reason: fault.code };
      try {
        actAs(counter, actor, [{ type: 'card.ended', subject, data }]);
      } catch {
        // The store is full: the job stays open and asks for a look, which is the safe answer.
        counter.log.error('the end of a print could not be recorded', { jobId });
      }
    }
    // Free before the end is told: whoever hears of it may print the next card at once.
    this.#busy = false;
    this.#printing = undefined;
    counter.status.refresh();
    if (fault === undefined) this.#tell({ jobId, step: 'done', fault: null, look: true });
    else this.#tell({ jobId, step: 'failed', fault: fault.code, look: fault.card === 'look' });
  }

  async #print(
    counter: Counter,
    { jobId, faces }: { jobId: JobId; faces: CardFaces },
  ): Promise<PrintFault | undefined> {
    try {
      await counter.printer.print({ ...faces, settings: plainPrintSettings }, (step) => {
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

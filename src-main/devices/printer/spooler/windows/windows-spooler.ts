import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Fault } from '../../../../../src-shared/errors.ts';
import { CARD_HEIGHT, CARD_WIDTH, type PrintJob } from '../../printer-port.ts';
import { cardPicture } from '../card-picture.ts';
import { JOB_PREFIX, jobName, NotKnownTaken, type Queue, type Spooler, type SpoolerJob } from '../spooler.ts';
import {
  faultOf,
  isStopped,
  JobAnswers,
  jobState,
  QueueAnswer,
  QueueNames,
  readAnswer,
  Removed,
  SubmitAnswer,
  whenGone,
} from './answers.ts';
import { powerShell, type RunScript } from './power-shell.ts';
import { listJobs, listQueues, printFaces, readQueue, removeJob } from './scripts.ts';

/**
 * The print spooler of Windows, asked through its own PowerShell: no program and no driver is added to the PC.
 * Its scripts and the reading of their answers are tested; on Windows it was never run by this project.
 */
export class WindowsSpooler implements Spooler {
  readonly #run: RunScript;
  /** What each job counts as once it is no longer on the list; only the newest, for one is printed at a time. */
  #gone: { readonly id: string; readonly as: SpoolerJob } | undefined;

  constructor(run: RunScript = powerShell()) {
    this.#run = run;
  }

  async queues(): Promise<readonly string[]> {
    return readAnswer(QueueNames, await this.#run(listQueues, {}));
  }

  async queue(name: string): Promise<Queue> {
    const { model, status, twoSided } = readAnswer(QueueAnswer, await this.#run(readQueue, { queue: name }));
    const fault = faultOf(status);
    return { name, model, twoSided, stopped: isStopped(status), media: [], ...(fault === undefined ? {} : { fault }) };
  }

  async submit({ name: queue }: Queue, job: PrintJob): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'card-'));
    try {
      const front = path.join(folder, 'front.png');
      const back = path.join(folder, 'back.png');
      await writeFile(front, await png(cardPicture(job.front, job.settings)));
      if (job.back !== undefined) await writeFile(back, await png(cardPicture(job.back, job.settings)));
      return await this.#print(queue, { front, back: job.back === undefined ? '' : back });
    } finally {
      // The faces are personal.
      await rm(folder, { recursive: true, force: true });
    }
  }

  async job(queue: string, id: string): Promise<SpoolerJob> {
    const found = (await this.#jobs(queue)).find((job) => `${job.id} ${job.name}` === id);
    if (found === undefined) return this.#gone?.id === id ? this.#gone.as : { phase: 'done', started: true };
    this.#gone = { id, as: whenGone(found) };
    return jobState(found);
  }

  async cancel(queue: string, id: string): Promise<void> {
    const { phase, started } = await this.job(queue, id);
    if (phase === 'done' || phase === 'cancelled' || phase === 'failed') return;
    const [number = ''] = id.split(' ', 1);
    readAnswer(Removed, await this.#run(removeJob, { queue, id: number, name: id.slice(number.length + 1) }));
    this.#gone = { id, as: { phase: 'cancelled', started } };
  }

  async leftovers(queue: string): Promise<readonly string[]> {
    const own = (await this.#jobs(queue)).filter(({ name }) => name.startsWith(JOB_PREFIX));
    return own.filter((job) => jobState(job).phase !== 'done').map(({ id, name }) => `${id} ${name}`);
  }

  async #jobs(queue: string): Promise<JobAnswers> {
    return readAnswer(JobAnswers, await this.#run(listJobs, { queue }));
  }

  async #print(queue: string, faces: { readonly front: string; readonly back: string }): Promise<string> {
    const name = jobName();
    try {
      const { id } = readAnswer(SubmitAnswer, await this.#run(printFaces, { queue, name, ...faces }));
      return `${id} ${name}`;
    } catch (error) {
      // The queue was asked for before anything was printed; whatever else went wrong may have come after.
      if (error instanceof Fault && error.code === 'printer.queueUnknown') throw error;
      throw new NotKnownTaken({ cause: error });
    }
  }
}

/** sharp is loaded late: the fonts of the card design must be named before it starts. */
async function png(rgb: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const image = sharp(rgb, { raw: { width: CARD_WIDTH, height: CARD_HEIGHT, channels: 3 } });
  return image.withMetadata({ density: 300 }).png({ compressionLevel: 6 }).toBuffer();
}

import { Fault } from '../../../../../src-shared/errors.ts';
import type { PrintJob } from '../../printer-port.ts';
import { cardPdf } from '../card-pdf.ts';
import { cardPicture } from '../card-picture.ts';
import { JOB_PREFIX, jobName, type Queue, type Spooler, type SpoolerJob, type SpoolerPhase } from '../spooler.ts';
import { cardMedium } from './card-media.ts';
import { findCups, IppClient, type CupsAddress, type IppCall } from './ipp-client.ts';
import { groups, type IppAttribute, type IppResponse, type IppValue } from './ipp-message.ts';
import { faultOf } from './printer-reasons.ts';

/** RFC 8011, 4.1, and the operation of CUPS that lists its queues. */
const operations = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJob: 0x0009,
  getJobs: 0x000a,
  getPrinter: 0x000b,
  cupsGetPrinters: 0x4002,
} as const;

/** RFC 8011, appendix B. */
const status = { notPossible: 0x0404, notFound: 0x0406, gone: 0x0407, notAccepting: 0x0506 } as const;

/** job-state of RFC 8011, 5.3.7. */
const phases: ReadonlyMap<number, SpoolerPhase> = new Map([
  [3, 'waiting'],
  [4, 'held'],
  [5, 'printing'],
  [6, 'stopped'],
  [7, 'cancelled'],
  [8, 'failed'],
  [9, 'done'],
]);

/** printer-state of RFC 8011, 5.4.11. */
const STOPPED = 5;

const queueFacts = [
  'printer-name',
  'printer-make-and-model',
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'sides-supported',
  'media-supported',
];

/**
 * CUPS, asked with IPP over its own socket: states come as numbers and not as words of a language, a job can be
 * followed to its end, and no program besides the scheduler needs to be installed.
 */
export class CupsSpooler implements Spooler {
  readonly #ipp: IppClient;

  constructor(find: () => CupsAddress = () => findCups()) {
    this.#ipp = new IppClient(find);
  }

  async queues(): Promise<readonly string[]> {
    const answer = await this.#call({
      operation: operations.cupsGetPrinters,
      path: '/',
      attributes: [{ type: 'keyword', name: 'requested-attributes', values: ['printer-name'] }],
    });
    // Nothing found: there are no queues.
    const printers = answer.groups.filter(({ tag }) => tag === groups.printer);
    return printers.flatMap(({ attributes }) => texts(attributes.get('printer-name')));
  }

  async queue(name: string): Promise<Queue> {
    const answer = await this.#onQueue(name, {
      operation: operations.getPrinter,
      attributes: [{ type: 'keyword', name: 'requested-attributes', values: queueFacts }],
    });
    refuse(answer);
    const facts = answer.groups.find(({ tag }) => tag === groups.printer)?.attributes ?? new Map();
    const fault = faultOf(texts(facts.get('printer-state-reasons')));
    return {
      name,
      model: texts(facts.get('printer-make-and-model'))[0] ?? '',
      stopped: facts.get('printer-state')?.[0] === STOPPED || facts.get('printer-is-accepting-jobs')?.[0] === false,
      twoSided: texts(facts.get('sides-supported')).some((sides) => sides.startsWith('two-sided')),
      media: texts(facts.get('media-supported')),
      ...(fault === undefined ? {} : { fault }),
    };
  }

  async submit(queue: Queue, job: PrintJob): Promise<string> {
    const name = jobName();
    const sides = [job.front, ...(job.back === undefined ? [] : [job.back])];
    const medium = cardMedium(queue.media);
    const answer = await this.#onQueue(queue.name, {
      operation: operations.printJob,
      attributes: [
        { type: 'name', name: 'job-name', values: [name] },
        { type: 'mimeMediaType', name: 'document-format', values: ['application/pdf'] },
      ],
      jobAttributes: [
        { type: 'integer', name: 'copies', values: [1] },
        // The page is the card: it is printed in its own size. A landscape card turns over its short edge.
        { type: 'keyword', name: 'print-scaling', values: ['none'] },
        { type: 'keyword', name: 'sides', values: [sides.length > 1 ? 'two-sided-short-edge' : 'one-sided'] },
        ...(medium === undefined ? [] : [{ type: 'keyword' as const, name: 'media', values: [medium] }]),
      ],
      document: await cardPdf(sides.map((side) => cardPicture(side, job.settings))),
    });
    refuse(answer);
    const id = answer.groups.find(({ tag }) => tag === groups.job)?.attributes.get('job-id')?.[0];
    if (typeof id !== 'number') throw new Fault('printer.jobFailed', { what: 'noId' });
    return `${id} ${name}`;
  }

  async job(queue: string, id: string): Promise<SpoolerJob> {
    const answer = await this.#onQueue(queue, {
      operation: operations.getJob,
      attributes: [
        jobId(id),
        { type: 'keyword', name: 'requested-attributes', values: ['job-state', 'job-name', 'time-at-processing'] },
      ],
    });
    const facts = answer.groups.find(({ tag }) => tag === groups.job)?.attributes;
    // A scheduler that keeps no history forgets a job when it is over; one that was started afresh may have
    // given its number to another.
    const forgotten = answer.status === status.notFound || answer.status === status.gone;
    const name = facts?.get('job-name')?.[0];
    if (forgotten || (typeof name === 'string' && name !== nameOf(id))) return { phase: 'failed', started: true };
    refuse(answer);
    const state = facts?.get('job-state')?.[0];
    const phase = typeof state === 'number' ? phases.get(state) : undefined;
    if (phase === undefined) throw new Fault('printer.noSpooler', { what: 'jobState' });
    return { phase, started: typeof facts?.get('time-at-processing')?.[0] === 'number' };
  }

  async cancel(queue: string, id: string): Promise<void> {
    const { phase } = await this.job(queue, id);
    if (phase === 'failed' || phase === 'cancelled' || phase === 'done') return;
    const answer = await this.#onQueue(queue, { operation: operations.cancelJob, attributes: [jobId(id)] });
    // Over already.
    if (answer.status === status.notPossible || answer.status === status.notFound) return;
    refuse(answer);
  }

  async leftovers(queue: string): Promise<readonly string[]> {
    const answer = await this.#onQueue(queue, {
      operation: operations.getJobs,
      attributes: [
        { type: 'keyword', name: 'which-jobs', values: ['not-completed'] },
        { type: 'boolean', name: 'my-jobs', values: [true] },
        { type: 'keyword', name: 'requested-attributes', values: ['job-id', 'job-name'] },
      ],
    });
    refuse(answer);
    return answer.groups
      .filter(({ tag }) => tag === groups.job)
      .map(({ attributes }) => `${attributes.get('job-id')?.[0]} ${attributes.get('job-name')?.[0]}`)
      .filter((id) => nameOf(id).startsWith(JOB_PREFIX));
  }

  #onQueue(queue: string, call: Omit<IppCall, 'path'>): Promise<IppResponse> {
    const path = `/printers/${encodeURIComponent(queue)}`;
    const uri: IppAttribute = { type: 'uri', name: 'printer-uri', values: [`ipp://localhost${path}`] };
    return this.#call({ ...call, path, attributes: [uri, ...call.attributes] });
  }

  /** Target first, then who asks, then the rest: the order that RFC 8011, 4.1.5 and 4.2.1, gives. */
  #call(call: IppCall): Promise<IppResponse> {
    const [target, ...others] = call.attributes;
    const user: IppAttribute = { type: 'name', name: 'requesting-user-name', values: [this.#ipp.user] };
    return this.#ipp.call({ ...call, attributes: target === undefined ? [user] : [target, user, ...others] });
  }
}

function jobId(id: string): IppAttribute {
  return { type: 'integer', name: 'job-id', values: [Number.parseInt(id, 10)] };
}

/** An id is the scheduler's number and the job's name. */
function nameOf(id: string): string {
  return id.slice(id.indexOf(' ') + 1);
}

function refuse(answer: IppResponse): void {
  if (answer.status < 0x100) return;
  if (answer.status === status.notFound || answer.status === status.gone) throw new Fault('printer.queueUnknown');
  if (answer.status === status.notAccepting) throw new Fault('printer.queueStopped');
  throw new Fault('printer.jobFailed', { status: answer.status });
}

function texts(values: readonly IppValue[] | undefined): readonly string[] {
  return values?.filter((value) => typeof value === 'string') ?? [];
}

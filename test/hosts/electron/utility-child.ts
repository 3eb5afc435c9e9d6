import { EventEmitter } from 'node:events';

/**
 * Stands in for Electron's utility process around the core's entry, in plain Node: `process.parentPort` and
 * the ports that come over it, carried by the IPC channel of `fork`. Started by `core-run.ts` with the
 * entry file and its arguments.
 */
export interface Carried {
  /** The parent port, or the number of a screen's port. */
  readonly on: 'parent' | number;
  readonly data?: unknown;
  /** Number of the port that comes along. */
  readonly port?: number;
  readonly closed?: true;
}

class StandInPort extends EventEmitter {
  readonly #number: number;
  #started = false;
  #early: unknown[] = [];

  constructor(number: number) {
    super();
    this.#number = number;
  }

  postMessage(data: unknown): void {
    carry({ on: this.#number, data });
  }

  start(): void {
    this.#started = true;
    for (const data of this.#early.splice(0)) this.take(data);
  }

  close(): void {
    carry({ on: this.#number, closed: true });
    this.gone();
  }

  take(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#early.push(data);
  }

  gone(): void {
    if (ports.delete(this.#number)) this.emit('close');
  }
}

const ports = new Map<number, StandInPort>();
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => carry({ on: 'parent', data }),
});
Object.assign(process, { parentPort });

// As Electron does: what comes before anybody listens waits.
const early: Carried[] = [];
parentPort.once('newListener', () => queueMicrotask(() => early.splice(0).forEach(take)));
process.on('message', (message: Carried) => {
  if (parentPort.listenerCount('message') === 0) early.push(message);
  else take(message);
});

const [entry = ''] = process.argv.splice(2, 1);
await import(entry);

function take(message: Carried): void {
  if (message.on === 'parent') {
    const port = message.port === undefined ? undefined : new StandInPort(message.port);
    if (port !== undefined && message.port !== undefined) ports.set(message.port, port);
    parentPort.emit('message', { data: message.data, ports: port === undefined ? [] : [port] });
  } else if (message.closed) ports.get(message.on)?.gone();
  else ports.get(message.on)?.take(message.data);
}

function carry(message: Carried): void {
  process.send?.(message);
}

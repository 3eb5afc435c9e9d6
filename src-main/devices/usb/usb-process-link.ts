import { Fault } from '../../../src-shared/errors.ts';
import { FromUsb, type Answer, type Ask, type ToUsb } from './usb-messages.ts';

/** A started USB process, however the host starts one. */
export interface UsbProcess {
  /** Process id, where the host knows it. */
  readonly pid?: number | undefined;
  send(message: ToUsb): void;
  /** Ends it at once, even one that does not answer. */
  kill(): void;
}

export interface UsbProcessEvents {
  /** Something came from the process; it is not parsed yet. */
  readonly message: (data: unknown) => void;
  /** It has ended; called once. */
  readonly ended: () => void;
}

/** Starts the USB process; messages sent before it listens wait for it. */
export type StartUsbProcess = (events: UsbProcessEvents) => UsbProcess;

export interface LinkOptions {
  readonly start: StartUsbProcess;
  /** A process that answers no ping for so long is blocked, and is ended. */
  readonly pingMs: number;
  readonly changed: () => void;
  readonly ended: () => void;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: Fault) => void;
}

/** One run of the USB process: what it was asked and has not answered ends with it, as `usb.crashed`. */
export class UsbProcessLink {
  readonly #process: UsbProcess;
  readonly #options: LinkOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #pulse: NodeJS.Timeout;
  #last = 0;
  #over = false;
  #pinged = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#process = options.start({ message: (data) => this.#take(data), ended: () => this.#end() });
    this.#pulse = setInterval(() => this.#ping(), options.pingMs).unref();
  }

  /** Errors: what the process fails with; `usb.crashed` when it ends first. */
  ask(ask: Ask): Promise<Exclude<Answer, { what: 'failed' }>> {
    if (this.#over) return Promise.reject(new Fault('usb.crashed'));
    const id = (this.#last += 1);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.set(id, { resolve, reject });
    this.#process.send({ kind: 'ask', id, ask });
    return promise.then(succeed);
  }

  watch(): void {
    if (!this.#over) this.#process.send({ kind: 'watch' });
  }

  stop(): void {
    if (!this.#over) this.#process.send({ kind: 'stop' });
  }

  kill(): void {
    if (!this.#over) this.#process.kill();
  }

  #take(data: unknown): void {
    const message = FromUsb.safeParse(data).data;
    // A process that says what no USB process says is not to be reasoned with.
    if (message === undefined) return this.kill();
    if (message.kind === 'changed') return this.#options.changed();
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    waiting?.resolve(message.answer);
  }

  #ping(): void {
    if (this.#pinged) return this.kill();
    this.#pinged = true;
    this.ask({ what: 'ping' }).then(
      () => (this.#pinged = false),
      () => undefined,
    );
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#pulse);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Fault('usb.crashed'));
    this.#options.ended();
  }
}

function succeed(answer: Answer): Exclude<Answer, { what: 'failed' }> {
  if (answer.what !== 'failed') return answer;
  throw new Fault(answer.code, answer.detail, { cause: new Error(answer.reason) });
}

import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbDevice, UsbIdentity } from '../usb-device.ts';
import { answerFor, sameCommand } from './trace-ptp.ts';
import type { TraceTransfer } from './trace-line.ts';

type Kind = TraceTransfer['do'];

/**
 * A recorded device. What the host sends must be what was recorded, in that order; recorded commands that
 * this run does not give (polls, above all, of which there are fewer when nobody waits) are passed over with
 * their answers. An event comes when everything before it has come. Anything else ends with `usb.fault`.
 */
export class TraceDevice implements UsbDevice {
  readonly identity: UsbIdentity;
  readonly #lines: readonly TraceTransfer[];
  readonly #used = new Set<TraceTransfer>();
  readonly #waiting = new Set<() => void>();
  #sent: Uint8Array = new Uint8Array(0);
  #recorded: Uint8Array = new Uint8Array(0);
  #at = 0;
  #closed = false;

  constructor(identity: UsbIdentity, lines: readonly TraceTransfer[]) {
    this.identity = identity;
    this.#lines = lines;
  }

  /** What was recorded and did not happen. */
  get left(): readonly TraceTransfer[] {
    return this.#lines.filter((line) => !this.#used.has(line));
  }

  // oxlint-disable-next-line typescript/require-await -- a fault is a rejection
  async bulkIn(): Promise<Uint8Array> {
    const bytes = bytesOf(this.#next('bulkIn'));
    return answerFor(bytes, { sent: this.#sent, recorded: this.#recorded });
  }

  // oxlint-disable-next-line typescript/require-await -- a fault is a rejection
  async bulkOut(bytes: Uint8Array): Promise<void> {
    const found = this.#lines.findIndex(
      (line, index) => index >= this.#at && line.do === 'bulkOut' && sameCommand(bytesOf(line), bytes),
    );
    const line = this.#lines[found];
    if (line === undefined) throw new Fault('usb.fault', { what: 'not in the trace' });
    this.#sent = bytes;
    this.#recorded = bytesOf(line);
    this.#use(line, found);
  }

  bulkOutAfterReads(bytes: Uint8Array): Promise<void> {
    return this.bulkOut(bytes);
  }

  // oxlint-disable-next-line typescript/require-await -- a fault is a rejection
  async bulkOutZeroLength(): Promise<void> {
    this.#next('zeroLength');
  }

  async interruptIn(timeoutMs: number): Promise<Uint8Array | undefined> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const line = this.#lines.find((each) => each.do === 'interruptIn' && !this.#used.has(each));
      const index = line === undefined ? Infinity : this.#lines.indexOf(line);
      if (line !== undefined && index <= this.#at) {
        this.#use(line, index);
        return bytesOf(line);
      }
      if (this.#closed || !(await this.#moved(deadline - performance.now()))) return undefined;
    }
  }

  // oxlint-disable-next-line typescript/require-await -- a fault is a rejection
  async classOut(request: number): Promise<void> {
    this.#next('classOut', request);
  }

  // oxlint-disable-next-line typescript/require-await -- a fault is a rejection
  async classIn(request: number): Promise<Uint8Array> {
    return bytesOf(this.#next('classIn', request));
  }

  // oxlint-disable-next-line typescript/require-await -- a fault is a rejection
  async clearHalt(): Promise<void> {
    this.#next('clearHalt');
  }

  // oxlint-disable-next-line typescript/require-await -- a fault is a rejection
  async reset(): Promise<void> {
    this.#next('reset');
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    return Promise.resolve();
  }

  #next(kind: Kind, request?: number): TraceTransfer {
    const found = this.#lines.findIndex(
      (line, index) => index >= this.#at && line.do === kind && line.request === request,
    );
    const line = this.#lines[found];
    if (line === undefined || this.#closed) throw new Fault('usb.unplugged', { what: 'end of trace' });
    this.#use(line, found);
    return line;
  }

  #use(line: TraceTransfer, index: number): void {
    this.#used.add(line);
    this.#at = Math.max(this.#at, index + 1);
    // Events that were passed on the way come next, one after another.
    while (this.#lines[this.#at]?.do === 'interruptIn') this.#at += 1;
    this.#wake();
    if (line.fault !== undefined) throw new Fault(line.fault);
  }

  #wake(): void {
    for (const resume of this.#waiting) resume();
  }

  /** True when something happened in that time. */
  #moved(ms: number): Promise<boolean> {
    if (ms <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (moved: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(resume);
        resolve(moved);
      };
      const resume = (): void => end(true);
      const timer = setTimeout(() => end(false), ms);
      this.#waiting.add(resume);
    });
  }
}

function bytesOf({ bytes = '' }: TraceTransfer): Uint8Array {
  return new Uint8Array(Buffer.from(bytes, 'base64'));
}

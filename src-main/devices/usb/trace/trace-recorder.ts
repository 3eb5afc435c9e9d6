import { release } from 'node:os';
import { VERSION } from '../../../version.ts';
import type { BusObserver, Opening, Transfer } from '../observed-bus.ts';
import { STILL_IMAGE, type UsbCandidate } from '../usb-device.ts';
import type { TraceHeader, TraceLine } from './trace-line.ts';

/** What is kept of a transfer without data: a PTP container's header, a printer's command. */
const PTP_BEGIN = 12;
const BEGIN = 32;

export interface RecorderOptions {
  readonly task: string;
  readonly data: boolean;
  /** Takes a line without its end. */
  readonly write: (line: string) => void;
  readonly now?: () => Date;
}

/** Writes down what happens on an observed bus, line by line as it happens. */
export class TraceRecorder implements BusObserver {
  readonly #options: RecorderOptions;
  readonly #start = performance.now();
  readonly #begins = new Map<number, number>();
  #headed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  seen(candidates: readonly UsbCandidate[]): void {
    if (this.#headed) return;
    this.#headed = true;
    const { task, data, now = () => new Date() } = this.#options;
    const header: TraceHeader = {
      trace: 1,
      at: now().toISOString(),
      task,
      versions: { parwana: VERSION, node: process.versions.node, system: `${process.platform} ${release()}` },
      data,
      devices: candidates.map((each) => ({ ...namesOf(each), interfaces: [...each.interfaces] })),
    };
    this.#options.write(JSON.stringify(header));
  }

  opened({ device, candidate, match, at, ms, identity, fault }: Opening): void {
    this.#begins.set(device, match.interfaceClass === STILL_IMAGE.interfaceClass ? PTP_BEGIN : BEGIN);
    this.#write({
      t: this.#since(at),
      device,
      do: 'open',
      place: candidate.place,
      ...(identity && { identity }),
      ms: rounded(ms),
      ...(fault && { fault }),
    });
  }

  transferred({ device, what, at, ms, asked, bytes, request, value, fault }: Transfer): void {
    this.#write({
      t: this.#since(at),
      device,
      do: what,
      ...(request !== undefined && { request }),
      ...(value !== undefined && { value }),
      ...(asked !== undefined && { asked }),
      ...(bytes !== undefined && { length: bytes.length, ...this.#textOf(device, bytes) }),
      ms: rounded(ms),
      ...(fault && { fault }),
    });
  }

  #textOf(device: number, bytes: Uint8Array): { bytes: string } | { begin: string } {
    if (this.#options.data) return { bytes: base64(bytes) };
    return { begin: base64(bytes.subarray(0, this.#begins.get(device) ?? PTP_BEGIN)) };
  }

  #since(at: number): number {
    return rounded(Math.max(0, at - this.#start));
  }

  #write(line: TraceLine): void {
    this.#options.write(JSON.stringify(line));
  }
}

function namesOf({ vendorId, productId, manufacturer, product, serialNumber, place }: UsbCandidate) {
  return { vendorId, productId, manufacturer, product, serialNumber, place };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbBus, UsbCandidate } from '../usb-device.ts';
import { TraceDevice } from './trace-device.ts';
import type { Trace, TraceTransfer } from './trace-line.ts';

/** A bus on which everything happens again as it was recorded. Errors: `input.malformed` for one without data. */
export class TraceBus implements UsbBus {
  readonly #trace: Trace;
  readonly #opened = new Set<number>();
  readonly #devices: TraceDevice[] = [];

  constructor(trace: Trace) {
    if (!trace.header.data) throw new Fault('input.malformed', { what: 'trace without data' });
    this.#trace = trace;
  }

  /** Recorded transfers that were not asked for again, over all devices that were opened. */
  get left(): readonly TraceTransfer[] {
    return this.#devices.flatMap((device) => device.left);
  }

  list(): Promise<readonly UsbCandidate[]> {
    return Promise.resolve(
      this.#trace.header.devices.map((seen) => ({
        ...seen,
        // oxlint-disable-next-line typescript/require-await -- a fault is a rejection
        open: async () => this.#open(seen.place),
      })),
    );
  }

  watch(): () => void {
    return () => undefined;
  }

  /** Openings come back in their order, each with what followed it. */
  #open(place: string): TraceDevice {
    const opening = this.#trace.lines.find(
      (line) => line.do === 'open' && line.place === place && !this.#opened.has(line.device),
    );
    if (opening?.do !== 'open') throw new Fault('usb.absent', { what: 'end of trace' });
    this.#opened.add(opening.device);
    if (opening.fault !== undefined || opening.identity === undefined) throw new Fault(opening.fault ?? 'usb.fault');
    const lines = this.#trace.lines.filter((line) => line.do !== 'open' && line.device === opening.device);
    const device = new TraceDevice(opening.identity, lines as TraceTransfer[]);
    this.#devices.push(device);
    return device;
  }
}

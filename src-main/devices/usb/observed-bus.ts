import { Fault, type ErrorCode } from '../../../src-shared/errors.ts';
import type { UsbBus, UsbCandidate, UsbDevice, UsbIdentity, UsbInterfaceMatch } from './usb-device.ts';

/** One thing done with an opened device: a transfer, or what is done between transfers. */
export interface Transfer {
  /** Counts openings: the second time the same device is opened it has another number. */
  readonly device: number;
  readonly place: string;
  readonly what:
    | 'bulkIn'
    | 'bulkOut'
    | 'zeroLength'
    | 'interruptIn'
    | 'classOut'
    | 'classIn'
    | 'clearHalt'
    | 'reset'
    | 'close';
  /** When it began and how long it took, ms; the clock is `performance.now()`. */
  readonly at: number;
  readonly ms: number;
  /** Bytes that a read asked for. */
  readonly asked?: number;
  /** Bytes moved; absent where none could be. */
  readonly bytes?: Uint8Array;
  readonly request?: number;
  readonly value?: number;
  readonly fault?: ErrorCode;
}

/** An attempt to open a device. */
export interface Opening {
  readonly device: number;
  readonly candidate: UsbCandidate;
  readonly match: UsbInterfaceMatch;
  readonly at: number;
  readonly ms: number;
  readonly identity?: UsbIdentity;
  readonly fault?: ErrorCode;
}

/** Told of everything when it is over. Must not throw and must not keep `bytes` without a reason. */
export interface BusObserver {
  seen(candidates: readonly UsbCandidate[]): void;
  opened(opening: Opening): void;
  transferred(transfer: Transfer): void;
}

/** The same bus; `observer` is told what happens on it. Polls of events that end without one are not told. */
export function observeBus(bus: UsbBus, observer: BusObserver): UsbBus {
  let last = 0;
  const watched = (candidate: UsbCandidate): UsbCandidate => ({
    ...candidate,
    open: async (match) => {
      const device = (last += 1);
      const at = performance.now();
      const told = (rest: Partial<Opening>): void =>
        observer.opened({ device, candidate, match, at, ms: performance.now() - at, ...rest });
      try {
        const opened = await candidate.open(match);
        told({ identity: opened.identity });
        return new ObservedDevice(opened, { device, place: candidate.place, observer });
      } catch (error) {
        told({ fault: codeOf(error) });
        throw error;
      }
    },
  });
  return {
    list: async () => {
      const candidates = await bus.list();
      observer.seen(candidates);
      return candidates.map(watched);
    },
    watch: (changed) => bus.watch(changed),
  };
}

type Facts = Pick<Transfer, 'what'> & Partial<Transfer>;

class ObservedDevice implements UsbDevice {
  readonly identity: UsbIdentity;
  readonly #device: UsbDevice;
  readonly #where: { readonly device: number; readonly place: string };
  readonly #observer: BusObserver;

  constructor(device: UsbDevice, { observer, ...where }: { device: number; place: string; observer: BusObserver }) {
    this.#device = device;
    this.identity = device.identity;
    this.#where = where;
    this.#observer = observer;
  }

  bulkIn(maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
    return this.#watch({ what: 'bulkIn', asked: maxBytes }, () => this.#device.bulkIn(maxBytes, timeoutMs));
  }

  bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    return this.#watch({ what: 'bulkOut', bytes }, () => this.#device.bulkOut(bytes, timeoutMs));
  }

  bulkOutAfterReads(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    return this.#watch({ what: 'bulkOut', bytes }, () => this.#device.bulkOutAfterReads(bytes, timeoutMs));
  }

  bulkOutZeroLength(timeoutMs: number): Promise<void> {
    return this.#watch({ what: 'zeroLength' }, () => this.#device.bulkOutZeroLength(timeoutMs));
  }

  async interruptIn(timeoutMs: number): Promise<Uint8Array | undefined> {
    const at = performance.now();
    try {
      const bytes = await this.#device.interruptIn(timeoutMs);
      if (bytes !== undefined) this.#tell(at, { what: 'interruptIn', bytes });
      return bytes;
    } catch (error) {
      this.#tell(at, { what: 'interruptIn', fault: codeOf(error) });
      throw error;
    }
  }

  // oxlint-disable-next-line max-params -- the shape of the port
  classOut(request: number, value: number, bytes: Uint8Array, timeoutMs: number): Promise<void> {
    const facts = { what: 'classOut', request, value, bytes } as const;
    return this.#watch(facts, () => this.#device.classOut(request, value, bytes, timeoutMs));
  }

  // oxlint-disable-next-line max-params -- the shape of the port
  classIn(request: number, value: number, length: number, timeoutMs: number): Promise<Uint8Array> {
    const facts = { what: 'classIn', request, value, asked: length } as const;
    return this.#watch(facts, () => this.#device.classIn(request, value, length, timeoutMs));
  }

  clearHalt(direction: 'in' | 'out'): Promise<void> {
    const value = direction === 'in' ? 0x80 : 0;
    return this.#watch({ what: 'clearHalt', value }, () => this.#device.clearHalt(direction));
  }

  reset(): Promise<void> {
    return this.#watch({ what: 'reset' }, () => this.#device.reset());
  }

  close(): Promise<void> {
    return this.#watch({ what: 'close' }, () => this.#device.close());
  }

  async #watch<T>(facts: Facts, call: () => Promise<T>): Promise<T> {
    const at = performance.now();
    try {
      const result = await call();
      this.#tell(at, result instanceof Uint8Array ? { ...facts, bytes: result } : facts);
      return result;
    } catch (error) {
      this.#tell(at, { ...facts, fault: codeOf(error) });
      throw error;
    }
  }

  #tell(at: number, facts: Facts): void {
    this.#observer.transferred({ ...this.#where, at, ms: performance.now() - at, ...facts });
  }
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof Fault ? error.code : 'internal.fault';
}

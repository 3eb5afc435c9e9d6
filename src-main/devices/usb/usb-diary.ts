import type { ErrorCode } from '../../../src-shared/errors.ts';
import type { BusObserver, Opening, Transfer } from './observed-bus.ts';
import type { UsbCandidate, UsbInterface } from './usb-device.ts';

const MOST_TRANSFERS = 500;
const MOST_FAULTS = 50;
const MOST_DEVICES = 40;

/** A device that was seen since the start, by what its descriptors say; its serial number is nobody's business. */
export interface SeenDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturer: string;
  readonly product: string;
  readonly place: string;
  readonly interfaces: readonly UsbInterface[];
  readonly lastSeen: string;
}

/** One transfer without what was in it. */
export interface DiaryLine {
  readonly at: string;
  readonly place: string;
  readonly device: number;
  readonly what: Transfer['what'] | 'open';
  readonly asked?: number;
  readonly length?: number;
  readonly ms: number;
  readonly fault?: ErrorCode;
}

/**
 * What went on on the bus lately, for diagnostics: devices seen, the last transfers, the last faults. Never
 * holds a byte of what was transferred.
 */
export class UsbDiary implements BusObserver {
  readonly #transfers: DiaryLine[] = [];
  readonly #faults: DiaryLine[] = [];
  readonly #devices = new Map<string, SeenDevice>();
  readonly #crashes: string[] = [];

  get transfers(): readonly DiaryLine[] {
    return this.#transfers;
  }

  /** They stay longer than the transfers around them. */
  get faults(): readonly DiaryLine[] {
    return this.#faults;
  }

  get devices(): readonly SeenDevice[] {
    return [...this.#devices.values()];
  }

  /** When the USB process ended by itself. */
  get crashes(): readonly string[] {
    return this.#crashes;
  }

  seen(candidates: readonly UsbCandidate[]): void {
    const lastSeen = new Date().toISOString();
    for (const candidate of candidates) {
      const { vendorId, productId, manufacturer, product, place, interfaces } = candidate;
      const key = `${place} ${vendorId}:${productId}`;
      this.#devices.delete(key);
      this.#devices.set(key, {
        vendorId,
        productId,
        manufacturer,
        product,
        place,
        interfaces,
        lastSeen,
      });
    }
    for (const key of [...this.#devices.keys()].slice(0, -MOST_DEVICES)) this.#devices.delete(key);
  }

  opened({ device, candidate, at, ms, fault }: Opening): void {
    this.#write({
      at: wallTime(at),
      place: candidate.place,
      device,
      what: 'open',
      ms: rounded(ms),
      ...(fault === undefined ? {} : { fault }),
    });
  }

  transferred({ device, place, what, at, ms, asked, bytes, fault }: Transfer): void {
    this.#write({
      at: wallTime(at),
      place,
      device,
      what,
      ...(asked === undefined ? {} : { asked }),
      ...(bytes === undefined ? {} : { length: bytes.length }),
      ms: rounded(ms),
      ...(fault === undefined ? {} : { fault }),
    });
  }

  crashed(): void {
    keep(this.#crashes, new Date().toISOString(), MOST_FAULTS);
  }

  #write(line: DiaryLine): void {
    keep(this.#transfers, line, MOST_TRANSFERS);
    if (line.fault !== undefined) keep(this.#faults, line, MOST_FAULTS);
  }
}

function keep<T>(list: T[], each: T, most: number): void {
  list.push(each);
  if (list.length > most) list.shift();
}

function wallTime(at: number): string {
  return new Date(performance.timeOrigin + at).toISOString();
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

import { Fault } from '../../../src-shared/errors.ts';
import type { UsbBus, UsbCandidate, UsbDevice } from './usb-device.ts';
import { usbFault } from './usb-error.ts';
import { ToUsb, type Answer, type Ask, type DeviceCall, type FromUsb, type SeenOnBus } from './usb-messages.ts';

type Open = Extract<Ask, { what: 'open' }>;

/** The USB process's side: holds the real devices and does what the core asks of them. */
export class UsbHost {
  readonly #bus: UsbBus;
  readonly #send: (message: FromUsb) => void;
  readonly #devices = new Map<number, UsbDevice>();
  #seen: readonly UsbCandidate[] = [];
  #unwatch: (() => void) | undefined;
  #last = 0;

  constructor(bus: UsbBus, send: (message: FromUsb) => void) {
    this.#bus = bus;
    this.#send = send;
  }

  /** Takes one message; resolves to true when it was the last. Rejects one that the core never sends. */
  async take(data: unknown): Promise<boolean> {
    const message = ToUsb.parse(data);
    if (message.kind === 'stop') {
      await this.close();
      return true;
    }
    if (message.kind === 'watch') this.#unwatch ??= this.#bus.watch(() => this.#send({ kind: 'changed' }));
    else this.#send({ kind: 'answer', id: message.id, answer: await this.#answer(message.ask) });
    return false;
  }

  /** Closes what is open, so that the operating system gets its printer back. */
  async close(): Promise<void> {
    this.#unwatch?.();
    const devices = [...this.#devices.values()];
    this.#devices.clear();
    await Promise.all(devices.map((device) => device.close()));
  }

  async #answer(ask: Ask): Promise<Answer> {
    try {
      if (ask.what === 'ping') return { what: 'done' };
      if (ask.what === 'list') return await this.#list();
      if (ask.what === 'open') return await this.#open(ask);
      const bytes = await this.#call(ask.device, ask.call);
      return bytes === undefined ? { what: 'done' } : { what: 'done', bytes };
    } catch (error) {
      const { code, detail, cause } = usbFault(error);
      return { what: 'failed', code, detail, reason: cause instanceof Error ? cause.message : '' };
    }
  }

  async #list(): Promise<Answer> {
    this.#seen = await this.#bus.list();
    return { what: 'listed', devices: this.#seen.map(tellable) };
  }

  /** A candidate from before this process started is looked for. */
  async #open(ask: Open): Promise<Answer> {
    let candidate = this.#find(ask);
    if (candidate === undefined) {
      this.#seen = await this.#bus.list();
      candidate = this.#find(ask);
    }
    if (candidate === undefined) throw new Fault('usb.absent');
    const opened = await candidate.open(ask.match);
    const device = (this.#last += 1);
    this.#devices.set(device, opened);
    return { what: 'opened', device, identity: opened.identity };
  }

  #find({ place, vendorId, productId }: Open): UsbCandidate | undefined {
    return this.#seen.find(
      (each) => each.place === place && each.vendorId === vendorId && each.productId === productId,
    );
  }

  async #call(number: number, call: DeviceCall): Promise<Uint8Array | undefined> {
    const device = this.#devices.get(number);
    if (device === undefined) throw new Fault('usb.unplugged', { what: 'closed' });
    if (call.method === 'close') this.#devices.delete(number);
    return (await perform(device, call)) ?? undefined;
  }
}

function tellable(seen: UsbCandidate): SeenOnBus {
  const { vendorId, productId, manufacturer, product, serialNumber, place, interfaces } = seen;
  return { vendorId, productId, manufacturer, product, serialNumber, place, interfaces: [...interfaces] };
}

function perform(device: UsbDevice, call: DeviceCall): Promise<Uint8Array | undefined | void> {
  switch (call.method) {
    case 'bulkIn':
      return device.bulkIn(call.maxBytes, call.timeoutMs);
    case 'bulkOut':
      return device.bulkOut(call.bytes, call.timeoutMs);
    case 'bulkOutAfterReads':
      return device.bulkOutAfterReads(call.bytes, call.timeoutMs);
    case 'bulkOutZeroLength':
      return device.bulkOutZeroLength(call.timeoutMs);
    case 'interruptIn':
      return device.interruptIn(call.timeoutMs);
    case 'classOut':
      return device.classOut(call.request, call.value, call.bytes, call.timeoutMs);
    case 'classIn':
      return device.classIn(call.request, call.value, call.length, call.timeoutMs);
    case 'clearHalt':
      return device.clearHalt(call.direction);
    case 'reset':
      return device.reset();
    case 'close':
      return device.close();
  }
}

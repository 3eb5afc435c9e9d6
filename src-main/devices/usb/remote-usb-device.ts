import { Fault } from '../../../src-shared/errors.ts';
import type { UsbDevice, UsbIdentity } from './usb-device.ts';
import type { DeviceCall } from './usb-messages.ts';
import type { UsbProcessLink } from './usb-process-link.ts';

/** A device that the USB process has opened. When that process is gone, so is the device. */
export class RemoteUsbDevice implements UsbDevice {
  readonly identity: UsbIdentity;
  readonly #link: UsbProcessLink;
  readonly #number: number;
  #closed: Promise<void> | undefined;

  constructor(link: UsbProcessLink, opened: { readonly device: number; readonly identity: UsbIdentity }) {
    this.#link = link;
    this.#number = opened.device;
    this.identity = opened.identity;
  }

  async bulkIn(maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
    return (await this.#call({ method: 'bulkIn', maxBytes, timeoutMs })) ?? new Uint8Array(0);
  }

  async bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    await this.#call({ method: 'bulkOut', bytes, timeoutMs });
  }

  async bulkOutAfterReads(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    await this.#call({ method: 'bulkOutAfterReads', bytes, timeoutMs });
  }

  async bulkOutZeroLength(timeoutMs: number): Promise<void> {
    await this.#call({ method: 'bulkOutZeroLength', timeoutMs });
  }

  interruptIn(timeoutMs: number): Promise<Uint8Array | undefined> {
    return this.#call({ method: 'interruptIn', timeoutMs });
  }

  // oxlint-disable-next-line max-params -- the shape of the port
  async classOut(request: number, value: number, bytes: Uint8Array, timeoutMs: number): Promise<void> {
    await this.#call({ method: 'classOut', request, value, bytes, timeoutMs });
  }

  // oxlint-disable-next-line max-params -- the shape of the port
  async classIn(request: number, value: number, length: number, timeoutMs: number): Promise<Uint8Array> {
    return (await this.#call({ method: 'classIn', request, value, length, timeoutMs })) ?? new Uint8Array(0);
  }

  async clearHalt(direction: 'in' | 'out'): Promise<void> {
    await this.#call({ method: 'clearHalt', direction });
  }

  async reset(): Promise<void> {
    await this.#call({ method: 'reset' });
  }

  close(): Promise<void> {
    // With its process the device was closed; nothing is left to do for the caller.
    this.#closed ??= this.#call({ method: 'close' }).then(
      () => undefined,
      () => undefined,
    );
    return this.#closed;
  }

  async #call(call: DeviceCall): Promise<Uint8Array | undefined> {
    if (this.#closed !== undefined) throw new Fault('usb.unplugged', { what: 'closed' });
    const answer = await this.#link.ask({ what: 'call', device: this.#number, call });
    return answer.what === 'done' ? answer.bytes : undefined;
  }
}

import { Fault } from '../../../src-shared/errors.ts';
import { fits } from '../usb/offers.ts';
import type { UsbBus, UsbCandidate, UsbDevice, UsbInterfaceMatch } from '../usb/usb-device.ts';
import type { DeviceModel } from './device-model.ts';
import { PracticeDevice } from './practice-device.ts';

/** A bus inside the process: device models are plugged and pulled by call. For practice and tests. */
export class PracticeBus implements UsbBus {
  readonly #plugged = new Map<DeviceModel, PracticeDevice | undefined>();
  readonly #watchers = new Set<() => void>();

  /** Plugging what is plugged already does nothing. */
  plug(model: DeviceModel): void {
    if (this.#plugged.has(model)) return;
    this.#plugged.set(model, undefined);
    model.plugged({ wake: () => this.#plugged.get(model)?.wake(), pull: () => this.unplug(model) });
    this.#tell();
  }

  /** Pulls the cable: transfers under way end with `usb.unplugged`. */
  unplug(model: DeviceModel): void {
    if (!this.#plugged.has(model)) return;
    const opened = this.#plugged.get(model);
    this.#plugged.delete(model);
    model.unplugged();
    opened?.cut();
    this.#tell();
  }

  isPlugged(model: DeviceModel): boolean {
    return this.#plugged.has(model);
  }

  list(): Promise<readonly UsbCandidate[]> {
    return Promise.resolve([...this.#plugged.keys()].map((model) => this.#candidate(model)));
  }

  watch(changed: () => void): () => void {
    // A wrapper of its own per call, so that the same callback may watch twice.
    const watcher = (): void => changed();
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #candidate(model: DeviceModel): UsbCandidate {
    const { vendorId, productId, manufacturer, product, serialNumber, interfaceClass, interfaceSubclass } =
      model.descriptor;
    return {
      vendorId,
      productId,
      manufacturer,
      product,
      serialNumber,
      place: 'practice',
      interfaces: [{ interfaceClass, interfaceSubclass }],
      open: (match) => this.#open(model, match),
    };
  }

  async #open(model: DeviceModel, match: UsbInterfaceMatch): Promise<UsbDevice> {
    if (!this.#plugged.has(model)) throw new Fault('usb.absent');
    if (!fits(model.descriptor, match)) throw new Fault('usb.absent');
    if (this.#plugged.get(model) !== undefined) throw new Fault('usb.busy');
    const device = new PracticeDevice(model, () => {
      if (this.#plugged.get(model) === device) this.#plugged.set(model, undefined);
    });
    this.#plugged.set(model, device);
    return Promise.resolve(device);
  }

  #tell(): void {
    for (const watcher of this.#watchers) setImmediate(watcher);
  }
}

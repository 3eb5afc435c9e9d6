import { describe, expect, it } from 'vitest';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import type { DeviceModel } from '../../src-main/devices/practice/device-model.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import type { UsbBus, UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { Fault } from '../../src-shared/errors.ts';
import { reaches, TestSource } from './camera-bench.ts';
import { closeManagers, front, ignore, manage, state } from './printer-bench.ts';

/** A cable that can come out as real kernels tell it: transfers fail, and then the device is not on the bus. */
class Cable implements UsbBus {
  readonly #bus = new PracticeBus();
  #isOut = false;
  #isGone = false;

  constructor(model: DeviceModel) {
    this.#bus.plug(model);
  }

  /** `gone`: has the hub noticed? */
  pull({ gone }: { readonly gone: boolean }): void {
    this.#isOut = true;
    this.#isGone = gone;
  }

  async list(): ReturnType<UsbBus['list']> {
    if (this.#isGone) return [];
    const candidates = await this.#bus.list();
    return candidates.map((candidate) => ({
      ...candidate,
      open: async (match) => this.#failing(await candidate.open(match)),
    }));
  }

  watch(changed: () => void): () => void {
    return this.#bus.watch(changed);
  }

  #failing(device: UsbDevice): UsbDevice {
    const fails = (name: string | symbol): boolean => this.#isOut && name !== 'close';
    return new Proxy(device, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown =>
          fails(name) ? Promise.reject(new Fault('usb.fault')) : Reflect.apply(member, target, args);
      },
    });
  }
}

describe('a cable that comes out with a fault', () => {
  it.each([
    [true, 'usb.unplugged'],
    [false, 'usb.timeout'],
  ])('of a camera: gone from the bus is %s', async (gone, fault) => {
    const cable = new Cable(new CameraModel(await TestSource.make(10_000)));
    const manager = new CameraManager({ bus: cable });
    await reaches(manager, 'ready');
    cable.pull({ gone });
    await expect(manager.capture()).rejects.toMatchObject({ code: 'usb.fault' });
    expect(await reaches(manager, 'absent')).toMatchObject({ fault });
    await manager.close();
  });

  it.each([
    [true, 'usb.unplugged'],
    [false, 'usb.fault'],
  ])('of a printer: gone from the bus is %s', async (gone, fault) => {
    const cable = new Cable(new PracticePrinter());
    const manager = manage(cable);
    await manager.refresh();
    cable.pull({ gone });
    const absent = state(manager, ({ condition }) => condition === 'absent');
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ code: 'usb.fault' });
    expect(await absent).toMatchObject({ fault });
    await closeManagers();
  });
});

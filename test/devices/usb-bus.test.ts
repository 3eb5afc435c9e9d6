import { afterEach, describe, expect, it, vi } from 'vitest';
import { openUsbBus } from '../../src-main/devices/usb/usb-bus.ts';
import { PRINTER } from '../../src-main/devices/usb/usb-device.ts';
import { LibraryDeviceDouble, LibraryDouble, systemWith } from './library-double.ts';

afterEach(() => vi.useRealTimers());

const NO_BUS = 'getDevices error: /sys/bus/usb/devices/ not found (errno 2)';

describe('the USB bus of a machine', () => {
  it('lists devices with their interfaces, hubs left out, opening each only once a plug', async () => {
    const library = new LibraryDouble();
    const printer = new LibraryDeviceDouble();
    const hub = Object.assign(new LibraryDeviceDouble(), { handle: '1', deviceClass: 9 });
    library.devices = [hub, printer];
    const bus = await openUsbBus({ load: () => Promise.resolve(library), system: systemWith() });
    await bus.list();
    const [candidate, ...others] = await bus.list();
    expect(others).toEqual([]);
    expect(candidate).toMatchObject({
      vendorId: 0x0f49,
      product: 'Zenius',
      place: '001:004',
      interfaces: [
        { interfaceClass: 3, interfaceSubclass: 0 },
        { interfaceClass: 7, interfaceSubclass: 1 },
      ],
    });
    expect(printer.log).toEqual(['read configuration']);
    expect(hub.log).toEqual([]);
    await (await candidate!.open(PRINTER)).close();
    library.devices = [];
    await bus.list();
    library.devices = [printer];
    printer.log.length = 0;
    await bus.list();
    expect(printer.log).toEqual(['read configuration']);
  });

  it('lists a device that may not be opened, so that opening it can say why', async () => {
    const library = new LibraryDouble();
    const printer = new LibraryDeviceDouble();
    printer.openAnswer = 'open error: permission denied (errno 13)';
    library.devices = [printer];
    const [candidate] = await (await openUsbBus({ load: () => Promise.resolve(library), system: systemWith() })).list();
    expect(candidate!.interfaces).toEqual([]);
    await expect(candidate!.open(PRINTER)).rejects.toMatchObject({ code: 'usb.permission' });
  });

  it('is there without USB and without the library, and says so when asked', async () => {
    const library = new LibraryDouble();
    library.failure = NO_BUS;
    const bus = await openUsbBus({ load: () => Promise.resolve(library), system: systemWith() });
    await expect(bus.list()).rejects.toMatchObject({ code: 'usb.noBus' });
    const none = await openUsbBus({ load: () => Promise.reject(new Error('cannot find native binding')) });
    await expect(none.list()).rejects.toMatchObject({ code: 'usb.noBus' });
    none.watch(() => undefined)();
  });

  it('adds no listener before devices could be listed', async () => {
    vi.useFakeTimers();
    const library = new LibraryDouble();
    library.failure = NO_BUS;
    const bus = await openUsbBus({ load: () => Promise.resolve(library), system: systemWith() });
    const changed = vi.fn<() => void>();
    const stop = bus.watch(changed);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(library.listeners.size).toBe(0);
    library.failure = undefined;
    library.devices = [new LibraryDeviceDouble()];
    await vi.advanceTimersByTimeAsync(2_000);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(library.listeners.get('connect')?.size).toBe(1);
    stop();
    expect(library.listeners.get('connect')?.size).toBe(0);
  });

  it('looks for changes by itself until an event was heard', async () => {
    vi.useFakeTimers();
    const library = new LibraryDouble();
    const bus = await openUsbBus({ load: () => Promise.resolve(library), system: systemWith() });
    const changed = vi.fn<() => void>();
    const stop = bus.watch(changed);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(changed).toHaveBeenCalledTimes(0);
    library.devices = [new LibraryDeviceDouble()];
    await vi.advanceTimersByTimeAsync(2_000);
    expect(changed).toHaveBeenCalledTimes(1);
    for (const listener of library.listeners.get('disconnect') ?? []) listener();
    expect(changed).toHaveBeenCalledTimes(2);
    library.devices = [];
    await vi.advanceTimersByTimeAsync(10_000);
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
  });
});

describe('this machine, through the real library', () => {
  it('lists its devices or says that it has no bus, and can be watched either way', async () => {
    const bus = await openUsbBus();
    const stop = bus.watch(() => undefined);
    const outcome = await bus.list().then(
      (list) => list.length >= 0,
      (error: unknown) => (error as { code: string }).code === 'usb.noBus',
    );
    expect(outcome).toBe(true);
    stop();
  });
});

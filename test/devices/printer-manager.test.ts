import { afterEach, describe, expect, test } from 'vitest';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { dotsAsPrinted } from '../../src-main/devices/printer/dots-as-printed.ts';
import { openUsbBus } from '../../src-main/devices/usb/usb-bus.ts';
import { LibraryDeviceDouble, LibraryDouble } from './library-double.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { bench, closeManagers, front, ignore, manage, state } from './printer-bench.ts';

afterEach(closeManagers);

describe('the connection', () => {
  test('comes by itself when the printer is plugged in, and again after an unplug in a job', async () => {
    const { manager, printer, bus } = await bench();
    bus.unplug(printer);
    await state(manager, ({ condition }) => condition === 'absent');
    bus.plug(printer);
    await state(manager, ({ condition }) => condition === 'ready');
    printer.pullAfterPanelBytes(300_000);
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ code: 'usb.unplugged' });
    expect(manager.state.condition).toBe('absent');
    bus.plug(printer);
    await state(manager, ({ condition }) => condition === 'ready');
    await manager.print({ front, settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(front))).toBe(0);
  });

  test('tells its listeners of printing and of the end, once each', async () => {
    const { manager } = await bench();
    const heard: string[] = [];
    const stop = manager.onState(({ condition }) => heard.push(condition));
    await manager.print({ front, settings }, ignore);
    stop();
    await manager.print({ front, settings }, ignore);
    expect(heard).toEqual(['printing', 'ready']);
  });

  test('is polled: a change at the printer shows, a fault that cannot be asked stays until somebody tries', async () => {
    const { manager, printer } = await bench({ feeder: 0 }, { pollMs: 20 });
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ code: 'printer.feederEmpty' });
    printer.mechanics.setsLeft = 77;
    const seen = await state(manager, ({ cardsLeft }) => cardsLeft === 77);
    expect(seen).toMatchObject({ condition: 'blocked', fault: 'printer.feederEmpty' });
    printer.mechanics.feeder = 3;
    expect(await manager.refresh()).toMatchObject({ condition: 'ready' });
  });

  test('a printer that somebody else has open says so', async () => {
    const bus = new PracticeBus();
    const printer = new PracticePrinter();
    bus.plug(printer);
    const [candidate] = await bus.list();
    const other = await candidate!.open({ interfaceClass: 7 });
    const manager = manage(bus);
    await expect(manager.refresh()).rejects.toMatchObject({ code: 'usb.busy' });
    await other.close();
    expect(await manager.refresh()).toMatchObject({ condition: 'ready' });
  });

  test('a printer that may not be opened says so', async () => {
    const library = new LibraryDouble();
    const printer = new LibraryDeviceDouble();
    printer.openAnswer = 'open error: permission denied (errno 13)';
    library.devices = [printer];
    const manager = manage(await openUsbBus({ load: () => Promise.resolve(library) }));
    await expect(manager.refresh()).rejects.toMatchObject({ code: 'usb.permission' });
    expect(manager.state).toEqual({ condition: 'absent', fault: 'usb.permission' });
  });

  test('a device of another maker that may not be opened is not taken for a printer', async () => {
    const library = new LibraryDouble();
    const stranger = Object.assign(new LibraryDeviceDouble(), { vendorId: 0x046d });
    stranger.openAnswer = 'open error: permission denied (errno 13)';
    library.devices = [stranger];
    const manager = manage(await openUsbBus({ load: () => Promise.resolve(library) }));
    await expect(manager.refresh()).rejects.toMatchObject({ code: 'printer.absent' });
  });
});

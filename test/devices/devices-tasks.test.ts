import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readArguments } from '../../scripts/devices/arguments.ts';
import { connectCamera } from '../../scripts/devices/connect-camera.ts';
import { connectPrinter } from '../../scripts/devices/connect-printer.ts';
import { list } from '../../scripts/devices/list.ts';
import { openPracticeBus } from '../../scripts/devices/open-bus.ts';
import type { Tool } from '../../scripts/devices/tool.ts';
import type { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { openUsbBus } from '../../src-main/devices/usb/usb-bus.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { Fault } from '../../src-shared/errors.ts';
import { prepareFonts } from '../../src-main/features/cards/card-fonts.ts';
import { LibraryDeviceDouble, LibraryDouble, systemWith } from './library-double.ts';

const out = mkdtempSync(join(tmpdir(), 'devices-'));
afterAll(() => rmSync(out, { recursive: true }));

function toolOn(bus: UsbBus, practicePrinter?: PracticePrinter): Tool & { readonly lines: string[] } {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const asked = readArguments(['list', '--out', out, '--seconds', '1']);
  if (asked === undefined) throw new Error('only the usage');
  return { ...asked, bus, practicePrinter, say, lines };
}

describe('list, of a bus', () => {
  async function listed(change: (device: LibraryDeviceDouble) => void): Promise<{ first: unknown; text: string }> {
    const library = new LibraryDouble();
    const device = new LibraryDeviceDouble();
    change(device);
    library.devices = [device];
    const tool = toolOn(await openUsbBus({ load: () => Promise.resolve(library), system: systemWith() }));
    const { result } = await list(tool);
    return { first: (result['devices'] as unknown[])[0], text: tool.lines.join('\n') };
  }

  test('tells a device that this user may not open, and how the technician changes that', async () => {
    const { first, text } = await listed((device) => {
      device.openAnswer = 'open error: permission denied (errno 13)';
    });
    expect(first).toMatchObject({ place: '001:004', kind: 'printer', driver: 'Evolis', usable: false });
    expect(text).toContain('This PC does not let Parwana use the device.');
    expect(text).toContain('install-device-access.sh');
  });

  test('tells a device that another program holds', async () => {
    const { first, text } = await listed((device) => {
      device.claimAnswers = ['claimInterface error: interface is busy (errno 16)'];
      device.detachAnswer = 'detachKernelDriver error: no driver';
    });
    expect(first).toMatchObject({ usable: false, fault: { code: 'usb.busy' } });
    expect(text).toContain('Another program is using the device.');
  });

  test('tells a printer that no driver takes, without opening it', async () => {
    const opened: string[] = [];
    const { first, text } = await listed((device) => {
      device.vendorId = 0x04f9;
      device.open = () => Promise.resolve(void opened.push('open'));
    });
    expect(first).toMatchObject({ kind: 'printer', driver: null, usable: false, fault: null });
    expect(text).toContain('this version drives Evolis, ');
    expect(opened).toEqual([]);
  });

  test('leaves out what is neither camera nor printer, and says how many', async () => {
    const { first, text } = await listed((device) => {
      device.vendorId = 0x046d;
      device.interfaceClass = 3;
    });
    expect(first).toBeUndefined();
    expect(text).toContain('No camera and no card printer is on the USB bus.');
    expect(text).toContain('1 other USB device; --all shows them.');
  });
});

describe('print, when the printer does not', () => {
  beforeAll(() => prepareFonts(join(out, 'cache')));

  async function printed(change: (printer: PracticePrinter) => void) {
    const { bus, practicePrinter } = await openPracticeBus(out);
    if (practicePrinter === undefined) throw new Error('no practice printer');
    change(practicePrinter);
    const { print } = await import('../../scripts/devices/print.ts');
    const tool = toolOn(bus, practicePrinter);
    return { outcome: await print(tool), text: tool.lines.join('\n') };
  }

  test('says that the feeder is empty and that no blank has moved', async () => {
    const { outcome, text } = await printed((printer) => {
      printer.mechanics.feeder = 0;
    });
    expect(outcome).toMatchObject({ ok: false, result: { fault: { code: 'printer.feederEmpty' }, card: 'inFeeder' } });
    expect(text).toContain('Fill the feeder with blank cards.');
    expect(text).toContain('still in the feeder');
  });

  test('says after a jam that somebody has to look', async () => {
    const { outcome, text } = await printed((printer) => {
      printer.mechanics.jamNext = true;
    });
    expect(outcome).toMatchObject({ ok: false, result: { fault: { code: 'printer.jam' }, card: 'look' } });
    expect(text).toContain('open the printer and look');
  });

  test('does not begin on a ribbon that is used up', async () => {
    await expect(
      printed((printer) => {
        printer.mechanics.setsLeft = 0;
      }),
    ).rejects.toMatchObject({ code: 'printer.ribbonOut' });
  });
});

describe('a device that fails at first', () => {
  /** Its first openings end with that fault. */
  function failing(bus: UsbBus, code: 'usb.timeout' | 'usb.permission', times: number): UsbBus {
    let left = times;
    return {
      watch: (changed) => bus.watch(changed),
      list: async () =>
        (await bus.list()).map((candidate) => ({
          ...candidate,
          open: (match) => (left-- > 0 ? Promise.reject(new Fault(code)) : candidate.open(match)),
        })),
    };
  }

  test('is given another chance where that can help', async () => {
    const { bus } = await openPracticeBus(undefined);
    const camera = await connectCamera(failing(bus, 'usb.timeout', 1));
    expect(camera.state.condition).toBe('ready');
    await camera.close();
    const { printer, state } = await connectPrinter(failing(bus, 'usb.timeout', 2));
    expect(state.condition).toBe('ready');
    await printer.close();
  });

  test('is told at once where it cannot', async () => {
    const { bus } = await openPracticeBus(undefined);
    await expect(connectCamera(failing(bus, 'usb.permission', 9))).rejects.toMatchObject({ code: 'usb.permission' });
    await expect(connectPrinter(failing(bus, 'usb.permission', 9))).rejects.toMatchObject({ code: 'usb.permission' });
  });
});

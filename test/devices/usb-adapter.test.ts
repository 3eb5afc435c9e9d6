import { afterEach, describe, expect, it, vi } from 'vitest';
import { claimDevice, type ClaimOptions } from '../../src-main/devices/usb/usb-claim.ts';
import type { UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { PRINTER, STILL_IMAGE } from '../../src-main/devices/usb/usb-device.ts';
import { LibraryDeviceDouble, systemWith } from './library-double.ts';

afterEach(() => vi.useRealTimers());

/** As on a Linux whose `usblp` holds printers, unless said otherwise. */
function options(driver: string | undefined = 'usblp', overdue: () => void = () => undefined): ClaimOptions {
  return { system: systemWith(driver === '' ? undefined : driver), overdue };
}

async function claimed(): Promise<{ library: LibraryDeviceDouble; device: UsbDevice }> {
  const library = new LibraryDeviceDouble();
  return { library, device: await claimDevice(library, PRINTER, options()) };
}

const transferCount = (library: LibraryDeviceDouble, count: number): Promise<void> =>
  vi.waitFor(() => expect(library.pending).toHaveLength(count));

describe('claiming a device', () => {
  it('reads what it needs first, then claims the interface that matches', async () => {
    const { library, device } = await claimed();
    expect(library.log).toEqual(['open', 'read configuration', 'claim 1']);
    expect(device.identity).toEqual({
      vendorId: 0x0f49,
      productId: 0x0a00,
      manufacturer: 'Evolis',
      product: 'Zenius',
      serialNumber: '',
      packetSize: 512,
    });
  });

  it("sends the kernel's own driver away", async () => {
    const library = new LibraryDeviceDouble();
    library.claimAnswers = ['claimInterface error: interface is busy (errno 16)'];
    await claimDevice(library, PRINTER, options());
    expect(library.log.slice(2)).toEqual(['claim 1', 'detach 1', 'claim 1']);
  });

  it('is refused as busy when a program holds it, and leaves nothing open', async () => {
    const library = new LibraryDeviceDouble();
    library.claimAnswers = ['claimInterface error: interface is busy (errno 16)'];
    library.detachAnswer = 'detachKernelDriver error: no kernel driver (errno 61)';
    await expect(claimDevice(library, PRINTER, options())).rejects.toMatchObject({ code: 'usb.busy' });
    expect(library.log.at(-1)).toBe('close');
  });

  it('takes nothing from another program, though the kernel would give it', async () => {
    for (const [holder, interfaceClass] of [
      ['usbfs', 7],
      ['usbfs', 6],
      ['', 6],
    ] as const) {
      const library = new LibraryDeviceDouble();
      library.interfaceClass = interfaceClass;
      library.claimAnswers = ['claimInterface error: interface is busy (errno 16)'];
      const taken = claimDevice(library, { interfaceClass }, options(holder));
      await expect(taken).rejects.toMatchObject({ code: 'usb.busy' });
      expect(library.log.slice(2)).toEqual(['claim 1', 'close']);
    }
  });

  it("takes a printer for the kernel's where nothing says whose it is", async () => {
    const library = new LibraryDeviceDouble();
    library.claimAnswers = ['claimInterface error: interface is busy (errno 16)'];
    await claimDevice(library, PRINTER, options(''));
    expect(library.log.slice(2)).toEqual(['claim 1', 'detach 1', 'claim 1']);
  });

  it('is refused as busy while it is open here already', async () => {
    const { library } = await claimed();
    await expect(claimDevice(library, PRINTER, options())).rejects.toMatchObject({ code: 'usb.busy' });
    expect(library.opened).toBe(true);
  });

  it('is refused without permission, and without the interface', async () => {
    const library = new LibraryDeviceDouble();
    await expect(claimDevice(library, STILL_IMAGE, options())).rejects.toMatchObject({ code: 'usb.absent' });
    library.openAnswer = 'open error: permission denied (errno 13)';
    await expect(claimDevice(library, PRINTER, options())).rejects.toMatchObject({ code: 'usb.permission' });
  });
});

describe('a claimed device', () => {
  it('asks for whole packets, with the time limit given, and keeps every byte that came', async () => {
    const { library, device } = await claimed();
    const read = device.bulkIn(100, 7_000);
    await transferCount(library, 1);
    expect(library.pending[0]).toMatchObject({ endpoint: 4, length: 512, timeout: 7_000 });
    library.pending[0]!.finish(new Uint8Array(300));
    expect(await read).toHaveLength(300);
  });

  it('runs one transfer an endpoint, and endpoints side by side', async () => {
    const { library, device } = await claimed();
    const first = device.bulkIn(512, 1_000);
    const second = device.bulkIn(512, 1_000);
    const written = device.bulkOut(Uint8Array.of(1), 1_000);
    const event = device.interruptIn(250);
    await transferCount(library, 3);
    expect(library.pending.map((transfer) => transfer.endpoint)).toEqual(expect.arrayContaining([4, 5, 6]));
    for (const transfer of library.pending.slice()) transfer.finish(Uint8Array.of(9));
    expect(await first).toEqual(Uint8Array.of(9));
    expect(await event).toEqual(Uint8Array.of(9));
    await written;
    await transferCount(library, 1);
    library.pending[0]!.finish(Uint8Array.of(8));
    expect(await second).toEqual(Uint8Array.of(8));
  });

  it('writes after the reads asked for before, and after no others, when it is asked to', async () => {
    const { library, device } = await claimed();
    const reads = [device.bulkIn(512, 1_000), device.bulkIn(512, 1_000)];
    const written = device.bulkOutAfterReads(Uint8Array.of(1), 1_000);
    const later = device.bulkIn(512, 1_000);
    for (const read of reads) {
      await transferCount(library, 1);
      expect(library.pending.map((transfer) => transfer.endpoint)).toEqual([4]);
      library.pending[0]!.finish(Uint8Array.of(9));
      await read;
    }
    await transferCount(library, 2);
    expect(new Set(library.pending.map((transfer) => transfer.endpoint))).toEqual(new Set([4, 6]));
    for (const transfer of library.pending.slice(0, 2)) transfer.finish(Uint8Array.of(8));
    await Promise.all([written, later]);
  });

  it('splits large writes, and sends nothing for an empty one but an empty packet when asked', async () => {
    const { library, device } = await claimed();
    const sizes: number[] = [];
    const written = device.bulkOut(new Uint8Array(150_000), 1_000).then(() => device.bulkOutZeroLength(1_000));
    for (let part = 0; part < 4; part += 1) {
      await transferCount(library, 1);
      sizes.push(library.pending[0]!.length);
      library.pending[0]!.finish(new Uint8Array(0));
    }
    await written;
    expect(sizes).toEqual([65_536, 65_536, 18_928, 0]);
    await device.bulkOut(new Uint8Array(0), 1_000);
    expect(library.pending).toHaveLength(0);
  });

  it('takes a silent interrupt endpoint for no event, and an unplugged one for what it is', async () => {
    const { library, device } = await claimed();
    const quiet = device.interruptIn(250);
    await transferCount(library, 1);
    library.pending[0]!.fail('transferIn error: Cancelled');
    expect(await quiet).toBeUndefined();
    const gone = expect(device.interruptIn(250)).rejects.toMatchObject({ code: 'usb.unplugged' });
    await transferCount(library, 1);
    library.pending[0]!.fail('transferIn error: Disconnected');
    await gone;
  });

  it('clears a halt only between transfers', async () => {
    const { library, device } = await claimed();
    const read = device.bulkIn(512, 1_000);
    const cleared = device.clearHalt('in');
    await transferCount(library, 1);
    library.pending[0]!.finish(new Uint8Array(0));
    await Promise.all([read, cleared]);
    expect(library.log.at(-1)).toBe('clear in 4');
  });

  it('addresses class requests to its interface', async () => {
    const { library, device } = await claimed();
    expect(await device.classIn(0x67, 0, 20, 900)).toEqual(Uint8Array.of(1, 2));
    await device.classOut(0x66, 0, new Uint8Array(6), 800);
    expect(library.log.slice(-2)).toEqual(['control in class interface 103 0 1 20 900', 'control out 102 1 6 800']);
  });

  it('says when a transfer has not ended long after its time', async () => {
    vi.useFakeTimers();
    const overdue = vi.fn<() => void>();
    const library = new LibraryDeviceDouble();
    const device = await claimDevice(library, PRINTER, options('usblp', overdue));
    const written = device.bulkOut(new Uint8Array(150_000), 5_000);
    await vi.advanceTimersByTimeAsync(24_000);
    expect(overdue).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(overdue).toHaveBeenCalledTimes(1);
    for (let part = 0; part < 3; part += 1) {
      library.pending[0]!.finish(new Uint8Array(0));
      await vi.advanceTimersByTimeAsync(0);
    }
    await written;
  });

  it('closes when the transfers under way have ended, once, and takes no more', async () => {
    const { library, device } = await claimed();
    const read = device.bulkIn(512, 1_000);
    await transferCount(library, 1);
    const closing = Promise.all([device.close(), device.close()]);
    await expect(device.bulkIn(512, 1_000)).rejects.toMatchObject({ code: 'usb.unplugged' });
    library.pending[0]!.finish(new Uint8Array(0));
    await Promise.all([read, closing]);
    expect(library.log.slice(-3)).toEqual(['release 1', 'attach 1', 'close']);
  });
});

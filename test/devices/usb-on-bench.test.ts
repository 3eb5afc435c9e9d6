import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UsbDevice, UsbInterfaceMatch } from '../../src-main/devices/usb/usb-device.ts';
import type { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import { type Bench, openBench } from './bench/bench.ts';
import { benchMissing } from './bench/missing.ts';
import { PlainDevice } from './bench/plain-device.ts';

const VENDOR: UsbInterfaceMatch = { interfaceClass: 0xff };
const PRINTER: UsbInterfaceMatch = { interfaceClass: 7 };

/** The transport as the counter has it, on the published library: its own process, then the bench. */
describe.skipIf(benchMissing() !== undefined)('the USB transport on the bench', { timeout: 30_000 }, () => {
  let bench: Bench;
  let bus: UsbProcessBus;
  let crashed: ReturnType<typeof vi.fn<() => void>>;
  beforeEach(async () => {
    bench = await openBench();
    crashed = vi.fn<() => void>();
    bus = bench.bus({ crashed });
  });
  afterEach(async () => {
    await bench.close();
    expect(crashed).not.toHaveBeenCalled();
  });

  async function open(model: PlainDevice, match = VENDOR): Promise<UsbDevice> {
    if (!bench.isPlugged(model)) bench.plug(model);
    const [candidate] = await bus.list();
    return candidate!.open(match);
  }

  describe('transfers', () => {
    it('reads whole packets, so that nothing of a long answer is lost', async () => {
      const model = new PlainDevice();
      const device = await open(model);
      model.give(counting(600));
      expect(await device.bulkIn(100, 2_000)).toEqual(counting(600).subarray(0, 512));
      expect(await device.bulkIn(100, 2_000)).toEqual(counting(600).subarray(512));
    });

    it('carries a mebibyte each way, in transfers that the kernel has memory for', async () => {
      const model = new PlainDevice();
      const device = await open(model);
      const bytes = counting(1_048_576);
      model.give(bytes);
      expect(Buffer.compare(await device.bulkIn(1_048_576, 5_000), bytes)).toBe(0);
      expect(await device.bulkIn(512, 2_000)).toHaveLength(0);
      await device.bulkOut(bytes, 5_000);
      expect(Buffer.compare(model.bytes, bytes)).toBe(0);
    });

    it('waits for the time given, not for the second of the library, and says what happened', async () => {
      const model = new PlainDevice();
      const device = await open(model);
      const start = performance.now();
      const late = device.bulkIn(512, 5_000);
      await expect(device.interruptIn(1_300)).resolves.toBeUndefined();
      model.give(counting(3));
      expect(await late).toEqual(counting(3));
      expect(performance.now() - start).toBeGreaterThan(1_250);
      await expect(device.bulkIn(512, 100)).rejects.toMatchObject({ code: 'usb.timeout' });
      model.givePacket('stall');
      await expect(device.bulkIn(512, 2_000)).rejects.toMatchObject({ code: 'usb.stall' });
      await device.clearHalt('in');
    });

    it('queues what is asked of one endpoint at once, and runs endpoints side by side', async () => {
      const model = new PlainDevice();
      const device = await open(model);
      const reads = [device.bulkIn(512, 5_000), device.bulkIn(512, 5_000), device.bulkIn(512, 5_000)];
      const event = device.interruptIn(5_000);
      await device.bulkOut(counting(10), 2_000);
      model.interrupt(Uint8Array.of(7));
      expect(await event).toEqual(Uint8Array.of(7));
      for (const length of [1, 2, 3]) model.give(counting(length));
      expect((await Promise.all(reads)).map((bytes) => bytes.length)).toEqual([1, 2, 3]);
    });

    it('closes while a poll of events is pending, as soon as that ends, and opens again', async () => {
      const model = new PlainDevice();
      const device = await open(model);
      const poll = device.interruptIn(400);
      const start = performance.now();
      await device.close();
      expect(performance.now() - start).toBeLessThan(3_000);
      expect(await poll).toBeUndefined();
      await expect(device.bulkIn(512, 100)).rejects.toMatchObject({ code: 'usb.unplugged' });
      await (await open(model)).close();
    });

    it('ends what is under way when the cable comes out, and finds the device again', async () => {
      const model = new PlainDevice();
      const device = await open(model);
      const read = expect(device.bulkIn(512, 20_000)).rejects.toMatchObject({ code: 'usb.unplugged' });
      await device.bulkOut(counting(1), 2_000);
      bench.unplug(model);
      await read;
      await expect(device.bulkOut(counting(1), 1_000)).rejects.toMatchObject({ code: 'usb.unplugged' });
      await device.close();
      await (await open(model)).close();
    });
  });

  describe('whose device it is', () => {
    const driver = (): Promise<string> =>
      output(bench.spawn('sh', ['-c', 'basename $(readlink /sys/bus/usb/devices/*/*:1.0/driver)'], { stdio: 'pipe' }));

    it("takes a printer from the kernel's driver and gives it back when closed", async () => {
      const model = new PlainDevice({ interfaceClass: 7 });
      bench.plug(model);
      bench.claimUsblp(model);
      const device = await open(model, PRINTER);
      expect(await driver()).toBe('usbfs');
      await device.bulkOut(counting(5), 2_000);
      await device.close();
      expect(await driver()).toBe('usblp');
    });

    it('takes nothing from another program', async () => {
      const model = new PlainDevice();
      bench.plug(model);
      const holder = bench.holdByOtherProgram(model);
      await expect(open(model)).rejects.toMatchObject({ code: 'usb.busy' });
      expect(holder.wasRobbed).toBe(false);
      holder.release();
      await (await open(model)).close();
    });

    it('is busy for whoever opens it a second time, and the first goes on', async () => {
      const model = new PlainDevice();
      const device = await open(model);
      const [candidate] = await bus.list();
      for (const _ of [1, 2]) await expect(candidate!.open(VENDOR)).rejects.toMatchObject({ code: 'usb.busy' });
      model.give(counting(9));
      expect(await device.bulkIn(512, 2_000)).toHaveLength(9);
    });
  });

  describe('finding devices', () => {
    it('tells at once what is plugged and pulled', async () => {
      const changed = vi.fn<() => void>();
      const model = new PlainDevice();
      bus.watch(changed);
      await bus.list();
      // The first look of the process itself, and its listener, come with time.
      bench.plug(new PlainDevice());
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 5_000 });
      changed.mockClear();
      bench.plug(model);
      await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), { timeout: 5_000 });
      bench.unplug(model);
      await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2), { timeout: 5_000 });
      expect(await bus.list()).toHaveLength(1);
    });

    it('is alive on a machine that has no USB, and finds what comes later', async () => {
      await output(bench.spawn('mv', ['/sys/bus/usb', '/sys/bus/gone'], { stdio: 'pipe' }));
      const changed = vi.fn<() => void>();
      bus.watch(changed);
      await expect(bus.list()).rejects.toMatchObject({ code: 'usb.noBus' });
      await output(bench.spawn('mv', ['/sys/bus/gone', '/sys/bus/usb'], { stdio: 'pipe' }));
      bench.plug(new PlainDevice());
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 10_000 });
      expect(await bus.list()).toHaveLength(1);
    });
  });
});

function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31) & 0xff);
}

async function output(child: ReturnType<Bench['spawn']>): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number];
  expect(status).toBe(0);
  return text.trim();
}

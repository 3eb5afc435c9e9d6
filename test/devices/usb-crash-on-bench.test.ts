import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import type { DeviceModel } from '../../src-main/devices/practice/device-model.ts';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import { forkUsbProcess } from '../../src-main/devices/usb/fork-usb-process.ts';
import { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import type { UsbProcess } from '../../src-main/devices/usb/usb-process-link.ts';
import { plainPrintSettings } from '../../src-shared/devices/print-setting.ts';
import { type Bench, openBench } from './bench/bench.ts';
import { benchMissing } from './bench/missing.ts';
import { reaches, TestSource } from './camera-bench.ts';
import { front, ignore, state } from './printer-bench.ts';

/** kill -9 of the USB process in the middle of the work: the counter says so, and recovers by itself. */
describe.skipIf(benchMissing() !== undefined)('the USB process killed in mid-transfer', { timeout: 60_000 }, () => {
  let bench: Bench;
  let bus: UsbProcessBus;
  let runs: UsbProcess[];
  beforeEach(async () => {
    bench = await openBench();
    runs = [];
    const fork = forkUsbProcess(bench.command(['env']));
    const start = (events: Parameters<typeof fork>[0]): UsbProcess => {
      const run = fork(events);
      runs.push(run);
      return run;
    };
    bus = new UsbProcessBus({ start });
  });
  afterEach(async () => {
    await bus.close();
    await bench.close();
  });

  const kill = (): void => void process.kill(runs.at(-1)?.pid ?? 0, 'SIGKILL');

  it('during the download of a picture: a typed fault, then the next picture', async () => {
    const source = await TestSource.make(3_000_000);
    const model = new CameraModel(source);
    bench.plug(model);
    const manager = new CameraManager({ bus });
    await reaches(manager, 'ready');
    const killed = onceAfter(model, { endpoint: 'bulkIn', bytes: 1_000_000 }, kill);
    await expect(manager.capture()).rejects.toMatchObject({ code: 'usb.crashed' });
    expect(killed.done).toBe(true);
    await reaches(manager, 'ready');
    expect(runs).toHaveLength(2);
    const { jpeg } = await manager.capture();
    expect(Buffer.compare(jpeg, source.exposures.at(-1)!)).toBe(0);
    await manager.close();
  });

  it('during live view: it ends with that fault, and can be started again', async () => {
    const model = new CameraModel(await TestSource.make(50_000));
    bench.plug(model);
    const manager = new CameraManager({ bus });
    await reaches(manager, 'ready');
    await manager.startLiveView();
    const { number } = await manager.nextFrame(0);
    kill();
    await expect(manager.nextFrame(number + 1_000_000)).rejects.toMatchObject({ code: 'usb.crashed' });
    await reaches(manager, 'ready');
    await manager.startLiveView();
    expect((await manager.nextFrame(0)).jpeg.length).toBeGreaterThan(100);
    await manager.close();
  });

  it('while nothing is going on: connected again before anybody asks', async () => {
    const model = new CameraModel(await TestSource.make(50_000));
    bench.plug(model);
    const manager = new CameraManager({ bus });
    await reaches(manager, 'ready');
    kill();
    await vi.waitFor(() => expect(manager.state.condition).not.toBe('ready'), { timeout: 5_000 });
    await reaches(manager, 'ready');
    await manager.close();
  });

  it('during the panels of a card: a typed fault that sends somebody to look, then the next card', async () => {
    const printer = new PracticePrinter();
    bench.plug(printer);
    const manager = new PrinterManager(bus, { pollMs: 500 });
    await state(manager, ({ condition }) => condition === 'ready');
    const killed = onceAfter(printer, { endpoint: 'bulkOut', bytes: 600_000 }, kill);
    const job = { front, settings: plainPrintSettings };
    await expect(manager.print(job, ignore)).rejects.toMatchObject({ code: 'usb.crashed', card: 'look' });
    expect(killed.done).toBe(true);
    await state(manager, ({ condition }) => condition === 'ready');
    await manager.print(job, ignore);
    expect(printer.lastCard?.front).toBeDefined();
    await manager.close();
  });
});

/** Runs `act` once, when that many bytes have gone over an endpoint of a model from now on. */
function onceAfter(
  model: DeviceModel,
  { endpoint, bytes }: { readonly endpoint: 'bulkIn' | 'bulkOut'; readonly bytes: number },
  act: () => void,
) {
  const killed = { done: false };
  let moved = 0;
  const count = (length: number): void => {
    moved += length;
    if (killed.done || moved < bytes) return;
    killed.done = true;
    act();
  };
  const [bulkIn, bulkOut] = [model.bulkIn.bind(model), model.bulkOut.bind(model)];
  if (endpoint === 'bulkIn') {
    model.bulkIn = () => {
      const packet = bulkIn();
      if (typeof packet !== 'string') count(packet.length);
      return packet;
    };
  } else {
    model.bulkOut = (packet) => {
      count(packet.length);
      return bulkOut(packet);
    };
  }
  return killed;
}

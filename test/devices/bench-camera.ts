import { expect } from 'vitest';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import type { CameraState } from '../../src-main/devices/camera/camera-port.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import { forkUsbProcess } from '../../src-main/devices/usb/fork-usb-process.ts';
import { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import type { Bench } from './bench/bench.ts';
import { openBench } from './bench/bench.ts';
import { reaches, TestSource } from './camera-bench.ts';

/** A camera model on the virtual bench, with everything in front of it that the product has: real wires. */
export interface BenchCamera {
  readonly bench: Bench;
  readonly bus: UsbProcessBus;
  readonly model: CameraModel;
  readonly source: TestSource;
  readonly manager: CameraManager;
  readonly states: CameraState[];
  /** Ends the product's USB process as a fault of the native library would. */
  crashUsb(): void;
  close(): Promise<void>;
}

export async function openBenchCamera(bytes = 2_500_000): Promise<BenchCamera> {
  const source = await TestSource.make(bytes);
  const model = new CameraModel(source);
  const bench = await openBench();
  bench.plug(model);
  let pid = 0;
  const fork = forkUsbProcess(bench.command(['env']));
  const bus = new UsbProcessBus({
    start: (events) => {
      const run = fork(events);
      pid = run.pid ?? 0;
      return run;
    },
  });
  const manager = new CameraManager({ bus });
  const states: CameraState[] = [];
  manager.onState((state) => states.push(state));
  await reaches(manager, 'ready');
  const close = async (): Promise<void> => {
    await manager.close();
    await bus.close();
    await bench.close();
  };
  const crashUsb = (): void => void process.kill(pid, 'SIGKILL');
  return { bench, bus, model, source, manager, states, crashUsb, close };
}

/** The camera is in order: its next picture arrives, byte for byte. Plugs it in again where it was pulled. */
export async function takesWholePicture({ bench, model, manager, source }: BenchCamera): Promise<void> {
  bench.plug(model);
  if (manager.state.condition !== 'live') await reaches(manager, 'ready');
  const before = source.exposures.length;
  const { jpeg } = await manager.capture();
  expect(source.exposures).toHaveLength(before + 1);
  expect(Buffer.compare(jpeg, source.exposures.at(-1)!)).toBe(0);
}

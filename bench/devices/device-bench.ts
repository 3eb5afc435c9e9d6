import { readFileSync } from 'node:fs';
import type { DeviceModel } from '../../src-main/devices/practice/device-model.ts';
import { forkUsbProcess } from '../../src-main/devices/usb/fork-usb-process.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import { openBench } from '../../test/devices/bench/bench.ts';

/** Device models on the virtual bench, behind the counter's own USB process and the published library. */
export interface DeviceBench {
  readonly bus: UsbBus;
  plug(model: DeviceModel): void;
  /** Resident memory of the USB process, MB. */
  usbProcessMemory(): number;
  close(): Promise<void>;
}

export async function openDeviceBench(): Promise<DeviceBench> {
  const bench = await openBench();
  const fork = forkUsbProcess(bench.command(['env']));
  let pid = 0;
  const bus = new UsbProcessBus({
    start: (events) => {
      const run = fork(events);
      pid = run.pid ?? 0;
      return run;
    },
  });
  return {
    bus,
    plug: (model) => bench.plug(model),
    usbProcessMemory: () => Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    close: async () => {
      await bus.close();
      await bench.close();
    },
  };
}

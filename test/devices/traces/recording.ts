import sharp from 'sharp';
import { CameraManager } from '../../../src-main/devices/camera/camera-manager.ts';
import { CameraModel } from '../../../src-main/devices/practice/camera-model.ts';
import type { DeviceModel } from '../../../src-main/devices/practice/device-model.ts';
import type { PictureSource } from '../../../src-main/devices/practice/picture-source.ts';
import { PracticeBus } from '../../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter } from '../../../src-main/devices/practice/printer-model.ts';
import { PrinterManager } from '../../../src-main/devices/printer/printer-manager.ts';
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  type CardSide,
  type PrintJob,
} from '../../../src-main/devices/printer/printer-port.ts';
import { observeBus } from '../../../src-main/devices/usb/observed-bus.ts';
import { TraceRecorder } from '../../../src-main/devices/usb/trace/trace-recorder.ts';
import type { UsbBus } from '../../../src-main/devices/usb/usb-device.ts';
import { plainPrintSettings } from '../../../src-shared/devices/print-setting.ts';
import { reaches } from '../camera-bench.ts';

/** What a task does on a bus, recorded or replayed: the real managers and drivers, and what came of it. */
export const tasks = {
  async capture(bus: UsbBus): Promise<Uint8Array> {
    const manager = new CameraManager({ bus });
    try {
      await reaches(manager, 'ready');
      return (await manager.capture()).jpeg;
    } finally {
      await manager.close();
    }
  },
  async print(bus: UsbBus): Promise<string[]> {
    const manager = new PrinterManager(bus, { pollMs: 0 });
    const steps: string[] = [];
    try {
      await manager.refresh();
      await manager.print(job, (step) => steps.push(step));
      return steps;
    } finally {
      await manager.close();
    }
  },
} as const;

/** A picture of a few kilobytes: a trace keeps every byte of it. */
export function smallPicture(): Promise<Uint8Array> {
  return sharp({ create: { width: 48, height: 32, channels: 3, background: '#406080' } })
    .jpeg()
    .toBuffer();
}

/** Both kinds of task on their practice device, written down. */
export async function recordTask(name: keyof typeof tasks): Promise<string> {
  const bus = new PracticeBus();
  bus.plug(await modelFor(name));
  const lines: string[] = [];
  const now = (): Date => new Date('2027-01-15T09:00:00Z');
  const recorder = new TraceRecorder({ task: name, data: true, write: (line) => lines.push(line), now });
  await tasks[name](observeBus(bus, recorder));
  return `${lines.join('\n')}\n`;
}

async function modelFor(name: keyof typeof tasks): Promise<DeviceModel> {
  if (name === 'print') return new PracticePrinter();
  const picture = await smallPicture();
  const source: PictureSource = {
    expose: () => Promise.resolve(picture),
    viewfinder: () => undefined,
    frame: () => undefined,
  };
  return new CameraModel(source);
}

/** A white card with a black bar in resin: panels that compress to little. */
const side: CardSide = {
  rgb: new Uint8Array(CARD_WIDTH * CARD_HEIGHT * 3).fill(255),
  resin: Uint8Array.from({ length: CARD_WIDTH * CARD_HEIGHT }, (_, dot) => (dot < CARD_WIDTH * 20 ? 1 : 0)),
};
const job: PrintJob = { front: side, settings: plainPrintSettings };

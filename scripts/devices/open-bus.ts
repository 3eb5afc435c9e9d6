import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Scene } from '../../src-main/devices/practice/portrait-source.ts';
import type { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { forkUsbProcess } from '../../src-main/devices/usb/fork-usb-process.ts';
import { TraceBus } from '../../src-main/devices/usb/trace/trace-bus.ts';
import { readTrace } from '../../src-main/devices/usb/trace/trace-line.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';

export interface OpenedBus {
  readonly bus: UsbBus;
  readonly practicePrinter: PracticePrinter | undefined;
  readonly close: () => Promise<void>;
}

/** The USB bus of this machine, as the counter has it: through a process of its own. */
export function openRealBus(): OpenedBus {
  const bus = new UsbProcessBus({ start: forkUsbProcess() });
  return { bus, practicePrinter: undefined, close: () => bus.close() };
}

/** A recorded trace, plain or compressed by gzip, in place of devices. */
export function openTrace(file: string): OpenedBus {
  const bytes = readFileSync(file);
  const text = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const bus = new TraceBus(readTrace(text.toString()));
  return { bus, practicePrinter: undefined, close: () => Promise.resolve() };
}

/**
 * A bus with the practice camera and the practice printer, which saves its cards in `cardsDir`. Loaded
 * late: it brings the drawing library, which wants its fonts prepared.
 */
export async function openPracticeBus(cardsDir: string | undefined, scene: Scene = 'sitter'): Promise<OpenedBus> {
  const [{ CameraModel }, { PortraitSource }, { PracticeBus }, { PracticePrinter }] = await Promise.all([
    import('../../src-main/devices/practice/camera-model.ts'),
    import('../../src-main/devices/practice/portrait-source.ts'),
    import('../../src-main/devices/practice/practice-bus.ts'),
    import('../../src-main/devices/practice/printer-model.ts'),
  ]);
  const bus = new PracticeBus();
  const practicePrinter = new PracticePrinter(cardsDir === undefined ? {} : { directory: cardsDir, remember: false });
  const source = new PortraitSource('technician');
  source.show(scene);
  bus.plug(new CameraModel(source));
  bus.plug(practicePrinter);
  return { bus, practicePrinter, close: () => Promise.resolve() };
}

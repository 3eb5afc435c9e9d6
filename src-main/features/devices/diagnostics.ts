import type { Counter } from '../../counter.ts';
import { cameraChoice, printerChoice } from './device-in-use.ts';
import { seenDevices } from './seen-devices.ts';

/** One JSON file for whoever helps from afar: what is plugged in and what it says of itself. Nothing personal. */
export async function diagnosticsOf(counter: Counter): Promise<Blob> {
  const { seen, busFault } = await seenDevices(counter.bus);
  const bundle = {
    madeAt: new Date(counter.clock.now()).toISOString(),
    versions: { node: process.versions.node, platform: `${process.platform} ${process.arch}` },
    seen,
    busFault,
    camera: { choice: cameraChoice(counter), state: counter.camera.state },
    printer: { choice: printerChoice(counter), state: counter.printer.state },
  };
  return new Blob([JSON.stringify(bundle, null, 2)], { type: 'application/json' });
}

import type { Counter } from '../../counter.ts';
import { assembleDiagnostics } from '../../devices/diagnostics.ts';
import { usbLibraryVersion } from '../../devices/usb/usb-library.ts';
import { cameraChoice, printerChoice } from './device-in-use.ts';
import { seenDevices } from './seen-devices.ts';

/** One JSON file for whoever helps from afar: what is plugged in, what it says, what went over the wire. Nothing personal. */
export async function diagnosticsOf(counter: Counter): Promise<Blob> {
  // Also brings the diary up to date with what is plugged in now.
  const { busFault } = await seenDevices(counter.bus);
  const text = assembleDiagnostics({
    at: new Date(counter.clock.now()),
    practice: counter.practice !== undefined,
    diary: counter.diary,
    busFault,
    // The source alone: people give their telephones and print queues names.
    choices: { camera: cameraChoice(counter).source, printer: printerChoice(counter).source },
    camera: counter.camera.state,
    printer: counter.printer.state,
    log: counter.logEnd(),
    usb: usbLibraryVersion(),
  });
  return new Blob([text], { type: 'application/json' });
}

import { writeFileSync } from 'node:fs';
import { assembleDiagnostics } from '../../src-main/devices/diagnostics.ts';
import { usbLibraryVersion } from '../../src-main/devices/usb/usb-library.ts';
import { observeBus } from '../../src-main/devices/usb/observed-bus.ts';
import { UsbDiary } from '../../src-main/devices/usb/usb-diary.ts';
import { Fault, type ErrorCode } from '../../src-shared/errors.ts';
import { status } from './status.ts';
import { fileOf, type Outcome, type Tool } from './tool.ts';

/** Asks camera and printer how they are, and saves what was seen and said on the way; works where nothing else does. */
export async function diagnostics(tool: Tool): Promise<Outcome> {
  const diary = new UsbDiary();
  const asked = await ask({ ...tool, bus: observeBus(tool.bus, diary) });
  const file = fileOf(tool, 'diagnostics.json');
  writeFileSync(
    file,
    assembleDiagnostics({
      at: new Date(),
      practice: tool.practicePrinter !== undefined,
      diary,
      log: [],
      usb: usbLibraryVersion(),
      camera: { condition: 'absent' },
      printer: { condition: 'absent' },
      ...asked,
    }),
  );
  tool.say(`${file}: versions, devices and the last transfers, without what was in them.`);
  return { ok: true, result: { file } };
}

async function ask(tool: Tool): Promise<{ readonly busFault: ErrorCode | null }> {
  try {
    const { result } = await status(tool);
    return { busFault: null, ...result };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { busFault: error.code };
  }
}

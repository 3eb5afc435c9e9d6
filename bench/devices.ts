import { benchMissing } from '../test/devices/bench/missing.ts';
import { cameraFigures } from './devices/camera-figures.ts';
import { captureMemory } from './devices/capture-memory.ts';
import { printerFigures } from './devices/printer-figures.ts';
import { report } from './harness.ts';

/** Camera and printer on the virtual bench, through the counter's own USB process and the published library. */
if (benchMissing() === undefined) {
  report('devices', [...(await cameraFigures()), ...(await captureMemory()), ...(await printerFigures())]);
} else {
  process.exitCode = 1;
}

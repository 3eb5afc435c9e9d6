import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { FOCUS_MODE, FOCUS_MODE_MANUAL } from '../../src-main/devices/camera/canon/canon-codes.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import { reaches, TestSource } from '../../test/devices/camera-bench.ts';
import type { Figure } from '../harness.ts';
import { openDeviceBench } from './device-bench.ts';

const PICTURE_BYTES = 3_000_000;
const CAPTURES = 500;
/** From here on memory has to stay where it is. */
const SETTLED = 100;

/** What 400 captures leave behind, MB, here and in the USB process. */
export async function captureMemory(): Promise<readonly Figure[]> {
  const bench = await openDeviceBench();
  const source = await TestSource.make(PICTURE_BYTES);
  const camera = new CameraModel(source);
  bench.plug(camera);
  const manager = new CameraManager({ bus: bench.bus });
  await reaches(manager, 'ready');
  camera.setProperty(FOCUS_MODE, FOCUS_MODE_MANUAL);
  const here = (): number => process.memoryUsage().rss / 2 ** 20;
  let [hereBefore, usbBefore] = [0, 0];
  for (let capture = 0; capture < CAPTURES; capture += 1) {
    if (capture === SETTLED) [hereBefore, usbBefore] = [here(), bench.usbProcessMemory()];
    await manager.capture();
  }
  const figures: readonly Figure[] = [
    { figure: 'capture_memory', value: here() - hereBefore, unit: 'MB', reach: { atMost: 48 } },
    { figure: 'capture_usb_memory', value: bench.usbProcessMemory() - usbBefore, unit: 'MB', reach: { atMost: 48 } },
  ];
  await manager.close();
  await bench.close();
  return figures;
}

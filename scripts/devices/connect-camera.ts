import { findCameras } from '../../src-main/devices/camera/camera-connection.ts';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { ptpCamera } from '../../src-main/devices/camera/ptp-camera.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { canRetry, Fault } from '../../src-shared/errors.ts';

/** Longer than every attempt of the driver together. */
const PATIENCE_MS = 60_000;
/** After a fault that may pass: time for the manager's next attempts. */
const SECOND_CHANCE_MS = 15_000;

/**
 * The camera as the counter has it, ready; to be closed. Errors: `camera.*`, `usb.*`: its first fault, at once
 * where trying again cannot help.
 */
export async function connectCamera(bus: UsbBus): Promise<CameraManager> {
  if ((await findCameras(bus, [ptpCamera])).length === 0) throw new Fault('camera.absent');
  const camera = new CameraManager({ bus });
  try {
    await ready(camera);
    return camera;
  } catch (error) {
    await camera.close();
    throw error;
  }
}

function ready(camera: CameraManager): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const patience = setTimeout(() => reject(new Fault('usb.timeout')), PATIENCE_MS);
  let secondChance: NodeJS.Timeout | undefined;
  const stop = camera.onState(({ condition, fault }) => {
    if (condition === 'ready') return resolve();
    if (fault === undefined) return;
    if (!canRetry(fault)) return reject(new Fault(fault));
    secondChance ??= setTimeout(() => reject(new Fault(fault)), SECOND_CHANCE_MS);
  });
  return promise.finally(() => {
    clearTimeout(patience);
    clearTimeout(secondChance);
    stop();
  });
}

import { findCameras } from '../../src-main/devices/camera/camera-connection.ts';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { ptpCamera } from '../../src-main/devices/camera/ptp-camera.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { Fault } from '../../src-shared/errors.ts';

/** Longer than every attempt of the driver together. */
const PATIENCE_MS = 60_000;

/** The camera as the counter has it, ready; to be closed. Errors: `camera.*`, `usb.*`, at its first fault. */
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
  const stop = camera.onState(({ condition, fault }) => {
    if (condition === 'ready') resolve();
    else if (fault !== undefined) reject(new Fault(fault));
  });
  return promise.finally(() => {
    clearTimeout(patience);
    stop();
  });
}

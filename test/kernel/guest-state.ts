import type { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import type { CameraState } from '../../src-main/devices/camera/camera-port.ts';

/** Resolves when the camera's state is as wanted, now or later. */
export function state(manager: CameraManager, wanted: (state: CameraState) => boolean): Promise<CameraState> {
  if (wanted(manager.state)) return Promise.resolve(manager.state);
  return new Promise((resolve) => {
    const stop = manager.onState((now) => {
      if (!wanted(now)) return;
      stop();
      resolve(now);
    });
  });
}

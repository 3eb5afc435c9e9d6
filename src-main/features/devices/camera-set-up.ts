import type { DeviceIdentity } from '../../../src-shared/devices/calibration.ts';
import type { Counter } from '../../counter.ts';
import type { ConnectedCamera } from '../../devices/camera/camera-port.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { findCalibration, viewCalibration } from './calibrations.ts';

/**
 * Puts the settings of a camera's newest calibration on its body, when it was connected and before each photo. A
 * setting it no longer offers, because somebody turned its mode dial, is left, and the log says which. Answers
 * whether the body is now set as the calibration says: a photo names only a calibration that held.
 */
export async function setUpCamera(
  counter: Counter,
  device: DeviceIdentity,
  camera: Pick<ConnectedCamera, 'settings' | 'changeSetting'>,
): Promise<boolean> {
  let held = true;
  for (const { name, value } of settingsOf(counter, device)) {
    // The mode decides what else the body offers, so what it has now is read again before each.
    const current = (await camera.settings()).find((each) => each.name === name);
    if (current === undefined || current.value === value) continue;
    // What the body chooses by itself in the mode it was calibrated in may differ from photo to photo.
    if (current.choices.length === 0 && name !== 'mode') continue;
    try {
      await camera.changeSetting(name, value);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'camera.settingRefused') throw error;
      counter.log.warn('the camera refused a setting of its calibration', { name, value });
      held = false;
    }
  }
  return held;
}

function settingsOf(counter: Counter, device: DeviceIdentity) {
  const row = findCalibration(counter, device);
  const result = row === undefined ? undefined : viewCalibration(row).result;
  return result?.kind === 'camera' ? result.settings.toSorted((a, b) => order(a.name) - order(b.name)) : [];
}

/** The mode first, then how white is meant, then the rest. */
function order(name: string): number {
  const first = ['mode', 'whiteBalance'].indexOf(name);
  return first === -1 ? 9 : first;
}

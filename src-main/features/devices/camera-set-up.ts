import type { DeviceIdentity } from '../../../src-shared/devices/calibration.ts';
import type { Counter } from '../../counter.ts';
import type { ConnectedCamera } from '../../devices/camera/camera-port.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { findCalibration, viewCalibration } from './calibrations.ts';
import { identityOf } from './device-in-use.ts';

/**
 * Puts the settings of its newest calibration on a body that was connected. A setting it no longer offers,
 * because somebody turned its mode dial, is left; the log says which.
 */
export async function setUpCamera(counter: Counter, camera: ConnectedCamera): Promise<void> {
  const wanted = settingsOf(counter, identityOf('camera', camera.model, camera.serialNumber));
  if (wanted.length === 0) return;
  for (const { name, value } of wanted) {
    // The mode decides what else the body offers, so what it has now is read again before each.
    const current = (await camera.settings()).find((each) => each.name === name);
    if (current === undefined || current.value === value) continue;
    try {
      await camera.changeSetting(name, value);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'camera.settingRefused') throw error;
      counter.log.warn('the camera refused a setting of its calibration', { name, value });
    }
  }
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

import { CalibrationResult, type DeviceIdentity } from '../../../src-shared/devices/calibration.ts';
import { plainPrintSettings, type PrintSettings } from '../../../src-shared/devices/print-setting.ts';
import type { Counter } from '../../counter.ts';
import { findCalibration } from './calibrations.ts';

/** How a printer's newest calibration sets it; as the maker sets it where there is none. */
export function printSettingsOf(counter: Counter, device: DeviceIdentity | undefined): PrintSettings {
  const row = device === undefined ? undefined : findCalibration(counter, device);
  const result = row === undefined ? undefined : CalibrationResult.parse(JSON.parse(row.result));
  return result?.kind === 'printer' ? result.settings : plainPrintSettings;
}

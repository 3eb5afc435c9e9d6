import type { CalibrationResult, DeviceIdentity, PrintMeasures } from '../../../src-shared/devices/calibration.ts';
import type { PrintSettings } from '../../../src-shared/devices/print-setting.ts';
import { CalibrationId } from '../../../src-shared/ids.ts';
import { devicesSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { act } from '../act.ts';
import { rulesInForce } from '../applications/find-application.ts';
import { cameraChoice, getCameraInUse, getPrinterInUse } from './device-in-use.ts';
import { deviceText } from './device-text.ts';

/** Saves the camera's settings as they are, with the last two readings. Errors: `camera.measureFirst`, `camera.*`, `usb.*`. */
export async function calibrateCamera(counter: Counter, reason: string): Promise<void> {
  const device = getCameraInUse(counter);
  const { before, after } = counter.greyCards.readingsOf(device);
  const offered = cameraChoice(counter).source === 'usbCamera' ? await counter.camera.settings() : [];
  // What can only be read cannot be put on the body again.
  const settings = offered
    .filter(({ choices }) => choices.length > 0)
    .map(({ name, value, label }) => ({ name, value, label: deviceText(label, 40) }));
  save(counter, { device, reason, result: { kind: 'camera', settings, before, after } });
  counter.greyCards.forget();
}

/** What the alignment card showed before and after, and how the printer is set from now on. */
export interface PrinterCalibration {
  readonly before: PrintMeasures | null;
  readonly after: PrintMeasures | null;
  readonly settings: PrintSettings;
  readonly reason: string;
}

/** Saves how the printer is set from now on. Errors: `printer.settingRange`, `printer.absent`. */
export function calibratePrinter(counter: Counter, { reason, ...made }: PrinterCalibration): void {
  const device = getPrinterInUse(counter);
  counter.printer.checkSettings(made.settings);
  save(counter, { device, reason, result: { kind: 'printer', ...made } });
}

function save(counter: Counter, made: { device: DeviceIdentity; reason: string; result: CalibrationResult }): void {
  const calibrationId = CalibrationId.parse(counter.ids.uuid());
  const { version: rules } = rulesInForce(counter);
  const subject = devicesSubject(counter.identity.place.stream);
  act(counter, { type: 'device.calibrated', subject, data: { calibrationId, ...made, rules } });
}

import type { DevicesView } from '../../../src-shared/contract/counter/devices.ts';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import type { CalibrationState, DeviceKind } from '../../../src-shared/devices/calibration.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';

/** The one thing for a technician to do now. */
export type NextAct =
  | { readonly kind: 'fault'; readonly device: DeviceKind | null; readonly code: ErrorCode }
  | { readonly kind: 'calibrate'; readonly device: DeviceKind; readonly state: Exclude<CalibrationState, 'valid'> }
  | { readonly kind: 'clean' }
  | { readonly kind: 'nothing' };

type Condition = Pick<CounterStatus, 'camera' | 'printer'>;

/**
 * What stops work comes before what will stop it: faults, work barred for want of a calibration, a cleaning
 * long due, then calibrations that are missing or end soon.
 */
export function nextActOf(devices: DevicesView, status: Condition): NextAct {
  return (
    findFault(devices, status) ??
    findCalibration(devices, ['blocked']) ??
    (devices.printer.cleaning.state === 'overdue' ? { kind: 'clean' } : undefined) ??
    findCalibration(devices, ['expired', 'missing', 'endsSoon']) ??
    (devices.printer.cleaning.state === 'due' ? { kind: 'clean' } : { kind: 'nothing' })
  );
}

function findFault({ busFault }: DevicesView, { camera, printer }: Condition): NextAct | undefined {
  if (busFault !== null) return { kind: 'fault', device: null, code: busFault };
  if (camera.fault !== null) return { kind: 'fault', device: 'camera', code: camera.fault };
  if (camera.condition === 'absent') return { kind: 'fault', device: 'camera', code: 'camera.absent' };
  if (printer.fault !== null) return { kind: 'fault', device: 'printer', code: printer.fault };
  if (printer.condition === 'absent') return { kind: 'fault', device: 'printer', code: 'printer.absent' };
  return undefined;
}

function findCalibration(devices: DevicesView, states: readonly CalibrationState[]): NextAct | undefined {
  for (const wanted of states)
    for (const device of ['camera', 'printer'] as const) {
      const { state } = devices[device].calibration;
      if (state === wanted && state !== 'valid') return { kind: 'calibrate', device, state };
    }
  return undefined;
}

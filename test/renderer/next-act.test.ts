import { describe, expect, it } from 'vitest';
import type { DevicesView } from '../../src-shared/contract/counter/devices.ts';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import type { CalibrationState } from '../../src-shared/devices/calibration.ts';
import { nextActOf } from '../../src-renderer/features/devices/next-act.ts';

interface Scene {
  readonly busFault?: DevicesView['busFault'];
  readonly camera?: CalibrationState;
  readonly printer?: CalibrationState;
  readonly cleaning?: DevicesView['printer']['cleaning']['state'];
  readonly cameraNow?: Partial<CounterStatus['camera']>;
  readonly printerNow?: Partial<CounterStatus['printer']>;
}

/** Only what the rule looks at; all well unless said otherwise. */
function next(scene: Scene) {
  const { busFault = null, camera = 'valid', printer = 'valid', cleaning = 'ok', cameraNow, printerNow } = scene;
  const devices = {
    busFault,
    camera: { calibration: { state: camera } },
    printer: { calibration: { state: printer }, cleaning: { state: cleaning } },
  } as DevicesView;
  const status = {
    camera: { condition: 'ready', fault: null, ...cameraNow },
    printer: { condition: 'ready', fault: null, ...printerNow },
  } as CounterStatus;
  return nextActOf(devices, status);
}

describe('what a technician does next', () => {
  it('is nothing when all is well', () => {
    expect(next({})).toEqual({ kind: 'nothing' });
  });

  it('is a fault before anything else, the bus before a device, the camera before the printer', () => {
    const worst = { printer: 'blocked', cleaning: 'overdue', printerNow: { fault: 'printer.jam' } } as const;
    expect(next(worst)).toEqual({ kind: 'fault', device: 'printer', code: 'printer.jam' });
    expect(next({ ...worst, cameraNow: { condition: 'absent' } })).toMatchObject({ code: 'camera.absent' });
    expect(next({ ...worst, busFault: 'usb.noBus' })).toEqual({ kind: 'fault', device: null, code: 'usb.noBus' });
  });

  it('is work that is barred before a cleaning long due, and that before a missing calibration', () => {
    expect(next({ printer: 'blocked', camera: 'missing', cleaning: 'overdue' })).toMatchObject({ device: 'printer' });
    expect(next({ camera: 'missing', cleaning: 'overdue' })).toEqual({ kind: 'clean' });
    expect(next({ camera: 'endsSoon', printer: 'expired', cleaning: 'due' })).toMatchObject({ device: 'printer' });
    expect(next({ camera: 'endsSoon', cleaning: 'due' })).toEqual({
      kind: 'calibrate',
      device: 'camera',
      state: 'endsSoon',
    });
    expect(next({ cleaning: 'due' })).toEqual({ kind: 'clean' });
  });
});

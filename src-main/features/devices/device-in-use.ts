import type { DeviceIdentity, DeviceKind } from '../../../src-shared/devices/calibration.ts';
import type { DeviceChoice } from '../../../src-shared/contract/counter/devices.ts';
import { Fault } from '../../../src-shared/errors.ts';
import type { Counter } from '../../counter.ts';
import { prepareQuery } from '../../store/prepared-query.ts';
import { deviceText } from './device-text.ts';

const currentChoice = prepareQuery((sql, { stream, kind }: { stream: string; kind: string }) =>
  sql
    .selectFrom('device_choice')
    .select(['source', 'name'])
    .where('stream', '=', stream)
    .where('kind', '=', kind)
    .where('current', '=', 1),
);

type ChoiceOf<Kind extends DeviceKind> = Extract<DeviceChoice, { kind: Kind }>;

/** Which camera the technician chose; the USB camera until anybody did. */
export function cameraChoice(counter: Counter): ChoiceOf<'camera'> {
  const row = findChoice(counter, 'camera');
  if (row?.source === 'webcam') return { kind: 'camera', source: 'webcam', label: row.name };
  return { kind: 'camera', source: 'usbCamera' };
}

/** Which printer the technician chose; the USB printer until anybody did. */
export function printerChoice(counter: Counter): ChoiceOf<'printer'> {
  const row = findChoice(counter, 'printer');
  if (row?.source === 'queue') return { kind: 'printer', source: 'queue', queue: row.name };
  return { kind: 'printer', source: 'usbPrinter' };
}

/** The camera in use as its calibrations are kept; undefined while none is connected. */
export function cameraInUse(counter: Counter): DeviceIdentity | undefined {
  const choice = cameraChoice(counter);
  if (choice.source === 'webcam') return identityOf('camera', 'webcam', choice.label);
  const { model, serialNumber } = counter.camera.state;
  return model === undefined ? undefined : identityOf('camera', model, serialNumber);
}

/** The same of the printer; a queue's name stands for its serial number. */
export function printerInUse(counter: Counter): DeviceIdentity | undefined {
  const choice = printerChoice(counter);
  const { model, serialNumber } = counter.printer.state;
  if (choice.source === 'queue') return identityOf('printer', model ?? 'queue', choice.queue);
  return model === undefined ? undefined : identityOf('printer', model, serialNumber);
}

/** Errors: `printer.absent`. */
export function getPrinterInUse(counter: Counter): DeviceIdentity {
  const device = printerInUse(counter);
  if (device === undefined) throw new Fault(counter.printer.state.fault ?? 'printer.absent');
  return device;
}

/** Errors: `camera.absent`, or what keeps it from being there. */
export function getCameraInUse(counter: Counter): DeviceIdentity {
  const device = cameraInUse(counter);
  if (device !== undefined) return device;
  const { fault = 'camera.absent' } = counter.camera.state;
  throw new Fault(fault === 'usb.unplugged' ? 'camera.absent' : fault);
}

export function deviceInUse(counter: Counter, kind: DeviceKind): DeviceIdentity | undefined {
  return kind === 'camera' ? cameraInUse(counter) : printerInUse(counter);
}

/** A device that tells no serial number is told apart by its model. */
export function identityOf(kind: DeviceKind, model: string, serial: string | undefined): DeviceIdentity {
  const named = deviceText(model) || kind;
  return { kind, model: named, serial: deviceText(serial ?? '') || named };
}

function findChoice({ store, identity }: Counter, kind: DeviceKind): { source: string; name: string } | undefined {
  // What was chosen holds over a renewal of the epoch.
  for (const stream of identity.streams) {
    const choice = store.get(currentChoice({ stream, kind }));
    if (choice !== undefined) return choice;
  }
  return undefined;
}

import type { DevicesView } from '../../../src-shared/contract/counter/devices.ts';
import type { Counter } from '../../counter.ts';
import { rulesInForce } from '../applications/find-application.ts';
import { calibrationsOf, viewCalibration, viewStanding } from './calibrations.ts';
import { cleaningOf, lastEvent } from './cleaning.ts';
import { cameraChoice, cameraInUse, printerChoice, printerInUse } from './device-in-use.ts';
import { printSettingsOf } from './print-settings.ts';
import { seenDevices } from './seen-devices.ts';

/** Most calibrations a screen gets, over both devices. */
const MOST_LISTED = 50;

/** All a technician wants to know of the devices. Refuses with `application.rulesUnknown` before any rules. */
export async function viewDevices(counter: Counter): Promise<DevicesView> {
  const { calibration: policies } = rulesInForce(counter);
  const { seen, busFault } = await seenDevices(counter.bus);
  const devices = [cameraInUse(counter), printerInUse(counter)].filter((device) => device !== undefined);
  const history = devices
    .flatMap((device) => calibrationsOf(counter, device))
    .toSorted((a, b) => (a.calibrated_at < b.calibrated_at ? 1 : -1))
    .slice(0, MOST_LISTED);
  return {
    seen,
    busFault,
    queues: [...(await counter.queues.list())],
    camera: { ...viewCamera(counter), policy: policies.camera },
    printer: { ...viewPrinter(counter), policy: policies.printer },
    history: history.map(viewCalibration),
  };
}

function viewCamera(counter: Counter): Omit<DevicesView['camera'], 'policy'> {
  const choice = cameraChoice(counter);
  const calibration = viewStanding(counter, 'camera');
  if (choice.source === 'webcam') {
    const none = { driver: null, serial: null, firmware: null, battery: null, shutterCount: null };
    return { ...none, choice, model: choice.label, calibration };
  }
  const { model, serialNumber, firmware, details } = counter.camera.state;
  return {
    choice,
    driver: details?.driver ?? null,
    model: model ?? null,
    serial: serialNumber ?? null,
    firmware: firmware ?? null,
    battery: details?.battery ?? null,
    shutterCount: details?.shutterCount ?? null,
    calibration,
  };
}

function viewPrinter(counter: Counter): Omit<DevicesView['printer'], 'policy'> {
  const { state } = counter.printer;
  const device = printerInUse(counter);
  const ribbon = device === undefined ? undefined : lastEvent(counter, device.serial, 'ribbonChanged');
  return {
    choice: printerChoice(counter),
    driver: state.driver ?? null,
    model: state.model ?? null,
    serial: state.serialNumber ?? null,
    firmware: state.firmware ?? null,
    ribbon: state.ribbon ?? null,
    cardsLeft: state.cardsLeft ?? null,
    filmLeft: state.filmLeft ?? null,
    cardsInserted: state.cardsInserted ?? null,
    panelsPrinted: state.panelsPrinted ?? null,
    canClean: state.canClean ?? false,
    cleaning: cleaningOf(counter),
    ribbonChanged: ribbon?.happened_at ?? null,
    settings: printSettingsOf(counter, device),
    calibration: viewStanding(counter, 'printer'),
  };
}

import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import type { DeviceKind } from '../../../src-shared/devices/calibration.ts';
import type { Counter } from '../../counter.ts';
import { standingOf } from '../devices/calibrations.ts';
import { cleaningOf } from '../devices/cleaning.ts';
import { cameraChoice, deviceInUse, printerChoice } from '../devices/device-in-use.ts';
import { cardsOf, openAlerts } from '../stock/card-account.ts';
import { accountBand, calibrationBand, cleaningBand } from './bands.ts';

/** The camera in use; a webcam is ready by what the core can know, its screen knows more. */
export function cameraStatus(counter: Counter): CounterStatus['camera'] {
  const choice = cameraChoice(counter);
  const calibration = calibrationStatus(counter, 'camera');
  if (choice.source === 'webcam') {
    const { label } = choice;
    return { condition: 'ready', model: label, serial: label, fault: null, source: 'webcam', calibration };
  }
  const { condition, model = null, serialNumber: serial = null, fault = null } = counter.camera.state;
  return { condition, model, serial, fault, source: 'usbCamera', calibration };
}

export function printerStatus(counter: Counter): CounterStatus['printer'] {
  const { state } = counter.printer;
  return {
    condition: state.condition,
    model: state.model ?? null,
    serial: state.serialNumber ?? null,
    ribbon: state.ribbon ?? null,
    cardsLeft: state.cardsLeft ?? null,
    fault: state.fault ?? null,
    source: printerChoice(counter).source,
    calibration: calibrationStatus(counter, 'printer'),
    cleaning: cleaningBand(cleaningOf(counter).state),
  };
}

export function accountStatus(counter: Counter): CounterStatus['cardAccount'] {
  const open = openAlerts(counter);
  return { alerts: open.length, cards: cardsOf(open), band: accountBand(open.length) };
}

/** A device that is not there is no question of its calibration. */
function calibrationStatus(counter: Counter, kind: DeviceKind): CounterStatus['camera']['calibration'] {
  const { state, until } = standingOf(counter, kind);
  return { state, until, band: deviceInUse(counter, kind) === undefined ? 'ok' : calibrationBand(state) };
}

import type { Router } from '@orpc/server';
import type { CounterContract } from '../../../src-shared/contract/counter.ts';
import type { CameraSettingView } from '../../../src-shared/contract/counter/devices.ts';
import type { Counter } from '../../counter.ts';
import { deny, handlers, type CallContext } from '../handlers.ts';
import { calibrateCamera, calibratePrinter } from './calibrate.ts';
import { chooseDevice } from './choose.ts';
import { cameraChoice, getCameraInUse } from './device-in-use.ts';
import { viewDevices } from './devices-view.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { cleanPrinter, recordRibbonChange } from './printer-care.ts';
import { readAlignment } from './read-alignment.ts';
import { printServiceCard } from './service-print.ts';
import { viewSettings } from './setting-view.ts';

export const devices: Router<CounterContract['devices'], CallContext> = handlers.devices.router({
  overview: handlers.devices.overview.handler(({ context: { counter } }) => viewDevices(counter)),

  choose: handlers.devices.choose.handler(async ({ input, context: { counter } }) => {
    await chooseDevice(counter, input.choice, input.reason);
    return viewDevices(counter);
  }),

  cameraSettings: handlers.devices.cameraSettings.handler(({ context: { counter } }) => settingsNow(counter)),

  changeCameraSetting: handlers.devices.changeCameraSetting.handler(async ({ input, context: { counter } }) => {
    requireUsbCamera(counter);
    await counter.camera.changeSetting(input.name, input.value);
    counter.greyCards.outdate();
    return settingsNow(counter);
  }),

  focus: handlers.devices.focus.handler(({ context: { counter } }) => {
    requireUsbCamera(counter);
    return counter.camera.focus();
  }),

  moveFocus: handlers.devices.moveFocus.handler(({ input, context: { counter } }) => {
    requireUsbCamera(counter);
    return counter.camera.moveFocus(input.steps);
  }),

  measureGreyCard: handlers.devices.measureGreyCard.handler(async ({ input, context: { counter } }) => {
    const device = getCameraInUse(counter);
    if (cameraChoice(counter).source === 'webcam') {
      if (input.picture === undefined) deny('camera.noPicture');
      return counter.greyCards.measure(device, await input.picture.bytes(), []);
    }
    if (input.picture !== undefined) deny('camera.notChosen');
    const { jpeg } = await counter.camera.capture();
    return counter.greyCards.measure(device, jpeg, await counter.camera.settings());
  }),

  calibrateCamera: handlers.devices.calibrateCamera.handler(async ({ input, context: { counter } }) => {
    await calibrateCamera(counter, input.reason);
    return viewDevices(counter);
  }),

  printServiceCard: handlers.devices.printServiceCard.handler(async ({ input, context: { counter } }) => ({
    jobId: await printServiceCard(counter, input),
  })),

  readAlignmentScan: handlers.devices.readAlignmentScan.handler(async ({ input }) =>
    readAlignment(await input.scan.bytes()),
  ),

  calibratePrinter: handlers.devices.calibratePrinter.handler(({ input, context: { counter } }) => {
    calibratePrinter(counter, input);
    return viewDevices(counter);
  }),

  recordRibbonChange: handlers.devices.recordRibbonChange.handler(async ({ context: { counter } }) => {
    await recordRibbonChange(counter);
    return viewDevices(counter);
  }),

  clean: handlers.devices.clean.handler(async ({ context: { counter } }) => {
    await cleanPrinter(counter);
    return viewDevices(counter);
  }),

  diagnostics: handlers.devices.diagnostics.handler(async ({ context: { counter } }) => diagnosticsOf(counter)),
});

async function settingsNow(counter: Counter): Promise<CameraSettingView[]> {
  requireUsbCamera(counter);
  return viewSettings(await counter.camera.settings());
}

/** A webcam's settings are the screen's affair. */
function requireUsbCamera(counter: Counter): void {
  if (cameraChoice(counter).source !== 'usbCamera') deny('camera.notChosen');
}

import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { newBlob } from '../../store/blobs.ts';
import { act } from '../act.ts';
import { getApplication, viewApplication } from '../applications/find-application.ts';
import { calibrationForWork, firstUseOf } from '../devices/calibrations.ts';
import { setUpCamera } from '../devices/camera-set-up.ts';
import { cameraChoice, getCameraInUse } from '../devices/device-in-use.ts';
import { deny, handlers } from '../handlers.ts';
import type { PhotoDevice, TakenPhoto } from './photo-desk.ts';
import { getPhoto } from './stored-photo.ts';

export const studio = handlers.studio.router({
  start: handlers.studio.start.handler(({ context: { counter } }) => counter.camera.startLiveView()),

  stop: handlers.studio.stop.handler(({ context: { counter } }) => counter.camera.stopLiveView()),

  nextFrame: handlers.studio.nextFrame.handler(async ({ input, context: { counter } }) => {
    const { number, jpeg } = await counter.camera.nextFrame(input.after);
    return { number, jpeg: jpegBlob(jpeg) };
  }),

  takePhoto: handlers.studio.takePhoto.handler(async ({ input, context: { counter } }) => {
    getApplication(counter, input.applicationId);
    if (cameraChoice(counter).source !== 'usbCamera') deny('camera.notChosen');
    const { device, calibration } = photoDevice(counter);
    // Somebody may have turned a dial since the camera was connected.
    const held = await setUpCamera(counter, device, counter.camera);
    return viewTaken(
      await counter.photos.take(input.applicationId, { device, calibration: held ? calibration : null }),
    );
  }),

  takeWebcamPhoto: handlers.studio.takeWebcamPhoto.handler(async ({ input, context: { counter } }) => {
    getApplication(counter, input.applicationId);
    if (cameraChoice(counter).source !== 'webcam') deny('camera.notChosen');
    const picture = await input.picture.bytes();
    return viewTaken(await counter.photos.takeFrom(input.applicationId, photoDevice(counter), picture));
  }),

  acceptPhoto: handlers.studio.acceptPhoto.handler(async ({ input, context: { counter } }) => {
    const { applicationId, captureId } = input;
    const { person } = getApplication(counter, applicationId);
    const { jpeg, width, height, camera, device, calibration } = counter.photos.get(applicationId, captureId);
    const blob = newBlob(jpeg, 'image/jpeg');
    const photo = { sha256: blob.sha256, size: jpeg.length, width, height, camera, calibration };
    const data = { applicationId, photo };
    const subject = personSubject(person.cnic);
    act(counter, ...firstUseOf(counter, device), { type: 'application.photographed', subject, data, blobs: [blob] });
    await counter.photos.forget();
    return viewApplication(counter, getApplication(counter, applicationId));
  }),

  photo: handlers.studio.photo.handler(async ({ input, context: { counter } }) => {
    const blob = await getPhoto(counter, input.sha256);
    return new Blob([new Uint8Array(blob.bytes)], { type: blob.type });
  }),
});

/** Refuses with `camera.calibrationNeeded`; errors `camera.absent` while none is connected. */
function photoDevice(counter: Counter): PhotoDevice {
  const device = getCameraInUse(counter);
  return { device, calibration: calibrationForWork(counter, device) };
}

function viewTaken({ captureId, width, height, jpeg }: TakenPhoto) {
  return { captureId, width, height, jpeg: jpegBlob(jpeg) };
}

function jpegBlob(jpeg: Uint8Array): Blob {
  return new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' });
}

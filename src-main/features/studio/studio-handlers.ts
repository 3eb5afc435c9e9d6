import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { findBlob, newBlob } from '../../store/blobs.ts';
import { act } from '../act.ts';
import { getApplication, viewApplication } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';

export const studio = handlers.studio.router({
  start: handlers.studio.start.handler(({ context: { counter } }) => counter.camera.startLiveView()),

  stop: handlers.studio.stop.handler(({ context: { counter } }) => counter.camera.stopLiveView()),

  nextFrame: handlers.studio.nextFrame.handler(async ({ input, context: { counter } }) => {
    const { number, jpeg } = await counter.camera.nextFrame(input.after);
    return { number, jpeg: jpegBlob(jpeg) };
  }),

  takePhoto: handlers.studio.takePhoto.handler(async ({ input, context: { counter } }) => {
    getApplication(counter, input.applicationId);
    const { captureId, width, height, jpeg } = await counter.photos.take(input.applicationId);
    return { captureId, width, height, jpeg: jpegBlob(jpeg) };
  }),

  acceptPhoto: handlers.studio.acceptPhoto.handler(async ({ input, context: { counter } }) => {
    const { applicationId, captureId } = input;
    const { person } = getApplication(counter, applicationId);
    const { jpeg, width, height, camera } = counter.photos.get(applicationId, captureId);
    const blob = newBlob(jpeg, 'image/jpeg');
    const photo = { sha256: blob.sha256, size: jpeg.length, width, height, camera };
    const data = { applicationId, photo };
    act(counter, { type: 'application.photographed', subject: personSubject(person.cnic), data, blobs: [blob] });
    await counter.photos.forget();
    return viewApplication(counter, getApplication(counter, applicationId));
  }),

  photo: handlers.studio.photo.handler(({ input, context: { counter } }) => {
    const blob = findBlob(counter.store, input.sha256);
    if (blob === undefined) return deny('camera.noPicture');
    return new Blob([new Uint8Array(blob.bytes)], { type: blob.type });
  }),
});

function jpegBlob(jpeg: Uint8Array): Blob {
  return new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' });
}

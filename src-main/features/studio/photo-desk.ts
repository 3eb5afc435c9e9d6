import { randomUUID } from 'node:crypto';
import { Fault } from '../../../src-shared/errors.ts';
import type { DeviceIdentity } from '../../../src-shared/devices/calibration.ts';
import type { ApplicationId, CalibrationId } from '../../../src-shared/ids.ts';
import type { CameraPort } from '../../devices/camera/camera-port.ts';
import { portraitPhoto, type PortraitPhoto } from '../../devices/camera/portrait-photo.ts';
import { deviceText } from '../devices/device-text.ts';
import { checkWebcamPicture } from './webcam-picture.ts';

/** A picture taken and not yet accepted. */
export interface TakenPhoto {
  readonly captureId: string;
  readonly applicationId: ApplicationId;
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly camera: string;
  readonly device: DeviceIdentity;
  /** The calibration it was taken with. */
  readonly calibration: CalibrationId | null;
}

/** The device a picture is taken with, and its calibration. */
export type PhotoDevice = Pick<TakenPhoto, 'device' | 'calibration'>;

/** Holds the last picture in memory until it is accepted, retaken, or the person signs out. */
export class PhotoDesk {
  readonly #camera: CameraPort;
  #taken: TakenPhoto | undefined;
  /** Counts who sat here: a picture that is ready after they left is nobody's. */
  #sitting = 0;

  constructor(camera: CameraPort) {
    this.#camera = camera;
  }

  /** Releases the camera and makes the portrait of it. Errors: `camera.*`, `usb.*`. */
  take(applicationId: ApplicationId, made: PhotoDevice): Promise<TakenPhoto> {
    return this.#hold(applicationId, made, async () => {
      const picture = await this.#camera.capture();
      const camera = [picture.cameraModel, picture.cameraSerialNumber].filter((part) => part !== '').join(' ');
      return { camera, ...(await portraitPhoto(picture.jpeg)) };
    });
  }

  /** Makes the portrait of a picture that a webcam took. Errors: `camera.badPicture`. */
  takeFrom(applicationId: ApplicationId, made: PhotoDevice, picture: Uint8Array): Promise<TakenPhoto> {
    return this.#hold(applicationId, made, async () => {
      await checkWebcamPicture(picture);
      return { camera: made.device.serial, ...(await portraitPhoto(picture)) };
    });
  }

  async #hold(
    applicationId: ApplicationId,
    made: PhotoDevice,
    portrait: () => Promise<PortraitPhoto & { camera: string }>,
  ): Promise<TakenPhoto> {
    this.#taken = undefined;
    const sitting = this.#sitting;
    const { camera, ...photo } = await portrait();
    const taken = { captureId: randomUUID(), applicationId, camera: deviceText(camera), ...made, ...photo };
    if (sitting !== this.#sitting) throw new Fault('camera.noPicture');
    this.#taken = taken;
    return taken;
  }

  /** The picture of that capture. Errors: `camera.noPicture` when it was retaken or never taken. */
  get(applicationId: ApplicationId, captureId: string): TakenPhoto {
    const taken = this.#taken;
    if (taken?.captureId !== captureId || taken.applicationId !== applicationId) throw new Fault('camera.noPicture');
    return taken;
  }

  /** Drops the picture and ends live view: nobody is sitting. Never throws: a camera that is gone has ended it. */
  async forget(): Promise<void> {
    this.#taken = undefined;
    this.#sitting += 1;
    await this.#camera.stopLiveView().catch(() => undefined);
  }
}

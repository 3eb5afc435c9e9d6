import { randomUUID } from 'node:crypto';
import { Fault } from '../../../src-shared/errors.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { CameraPort } from '../../devices/camera/camera-port.ts';
import { portraitPhoto } from '../../devices/camera/portrait-photo.ts';

/** A picture taken and not yet accepted. */
export interface TakenPhoto {
  readonly captureId: string;
  readonly applicationId: ApplicationId;
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly camera: string;
}

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
  async take(applicationId: ApplicationId): Promise<TakenPhoto> {
    this.#taken = undefined;
    const sitting = this.#sitting;
    const picture = await this.#camera.capture();
    const portrait = await portraitPhoto(picture.jpeg);
    const camera = [picture.cameraModel, picture.cameraSerialNumber].filter((part) => part !== '').join(' ');
    const taken = { captureId: randomUUID(), applicationId, camera: camera.slice(0, 80), ...portrait };
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

import type { DeviceClock } from '../device-clock.ts';
import type { UsbCandidate, UsbDevice, UsbInterfaceMatch } from '../usb/usb-device.ts';

/** A family of cameras that the manager can connect to. */
export interface CameraDriver {
  readonly match: UsbInterfaceMatch;
  accepts(candidate: UsbCandidate): boolean;
  /** Opens a session. Errors: `camera.*`, `usb.*`; the device stays open, the caller closes it. */
  connect(device: UsbDevice, clock: DeviceClock): Promise<TetheredCamera>;
}

/**
 * A camera with an open session. Calls come one at a time. Errors of all: `camera.*`, `usb.*`; after
 * `usb.*` or `camera.protocol` the session is no longer sound and a new one is needed.
 */
export interface TetheredCamera {
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;

  startLiveView(): Promise<void>;
  /** The next live frame (JPEG), waiting until the camera has one. */
  liveFrame(): Promise<Uint8Array>;
  stopLiveView(): Promise<void>;

  /** Focuses, releases, downloads, and tells the camera that the picture has arrived. */
  capture(): Promise<TakenPicture>;

  /** To be called about once a second while nothing else goes on: keeps the camera from sleeping. */
  keepAwake(): Promise<void>;

  /** Stops listening without a word to the camera: the wire is gone or out of step. */
  abandon(): Promise<void>;

  /** Hands the camera back. Never throws; does not close the device. */
  leave(): Promise<void>;
}

export interface TakenPicture {
  readonly jpeg: Uint8Array;
  readonly fileName: string;
}

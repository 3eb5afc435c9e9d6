import type { CameraSettingName } from '../../../src-shared/devices/camera-setting.ts';
import type { DeviceClock } from '../device-clock.ts';
import type { UsbCandidate, UsbDevice, UsbInterfaceMatch } from '../usb/usb-device.ts';
import type { CameraSetting } from './camera-settings.ts';

/** A way to talk to cameras of one kind of interface, whoever made them. */
export interface CameraDriver {
  readonly match: UsbInterfaceMatch;
  accepts(candidate: UsbCandidate): boolean;
  /**
   * Opens a session. Errors: `camera.unsupported` when the camera cannot be controlled, `camera.*`,
   * `usb.*`; the device stays open, the caller closes it.
   */
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
  /** As last reported; costs no transfer. */
  readonly details: CameraDetails;

  /** Errors: `camera.noLiveView` where the camera has none over USB. */
  startLiveView(): Promise<void>;
  /** The next live frame (JPEG), waiting until the camera has one. */
  liveFrame(): Promise<Uint8Array>;
  stopLiveView(): Promise<void>;

  /** Focuses, releases, downloads, and tells the camera that the picture has arrived. */
  capture(): Promise<TakenPicture>;

  /** The settings the body has, as they are now; empty where it tells none. */
  settings(): Promise<readonly CameraSetting[]>;
  /** `value` is one of the setting's choices. Errors: `camera.settingRefused`. */
  changeSetting(name: CameraSettingName, value: number): Promise<void>;

  /** Focuses once without a picture. Errors: `camera.noFocus`, `camera.refused` where it cannot. */
  focus(): Promise<void>;
  /** Moves the lens by -3 to 3 steps, negative is nearer. Errors: `camera.refused` where it cannot. */
  moveFocus(steps: number): Promise<void>;

  /** To be called about once a second while nothing else goes on: keeps the camera from sleeping. */
  keepAwake(): Promise<void>;

  /** Stops listening without a word to the camera: the wire is gone or out of step. */
  abandon(): Promise<void>;

  /** Hands the camera back. Never throws; does not close the device. */
  leave(): Promise<void>;
}

export interface CameraDetails {
  /** Name of the family of bodies that the driver takes it for, e.g. `Canon EOS`. */
  readonly driver: string;
  readonly liveView: boolean;
  /** Percent, where the body tells. */
  readonly battery?: number;
  /** Releases in its life, where the body tells. */
  readonly shutterCount?: number;
}

export interface TakenPicture {
  readonly jpeg: Uint8Array;
  readonly fileName: string;
}

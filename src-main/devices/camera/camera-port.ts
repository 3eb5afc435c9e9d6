import type { CameraSettingName } from '../../../src-shared/devices/camera-setting.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';
import type { CameraDetails, TetheredCamera } from './camera-driver.ts';
import type { CameraSetting } from './camera-settings.ts';

/** A studio camera as the counter sees it, whatever is behind it. */
export interface CameraPort {
  /** What is connected now; `undefined` when no camera was found. Never throws. */
  readonly state: CameraState;

  /** Called at every change of `state`; returns the way to stop. */
  onState(changed: (state: CameraState) => void): () => void;

  /**
   * Runs `setUp` on the camera that is connected and on each that connects later, before anyone else may
   * use it (`condition` becomes `ready` afterwards); returns the way to stop. What `setUp` throws does not
   * bar the camera, unless the wire failed under it: the camera is then connected anew, and set up again.
   */
  onConnect(setUp: (camera: ConnectedCamera) => Promise<void>): () => void;

  /** Starts live view. Errors: `camera.absent`, `camera.noLiveView`, `usb.*`. Starting twice is harmless. */
  startLiveView(): Promise<void>;

  /**
   * The newest live frame after number `after`, waiting until there is one; the slow reader skips
   * frames, it never queues them. Errors: `camera.notInLiveView`, `camera.absent`, `usb.unplugged`.
   */
  nextFrame(after: number): Promise<CameraFrame>;

  stopLiveView(): Promise<void>;

  /** Focuses, releases, downloads. Errors: `camera.*`, `usb.*`. Live view goes on afterwards. */
  capture(): Promise<CameraPicture>;

  /** Settings as the body reports them now; empty where it tells none. Errors: `camera.absent`, `usb.*`. */
  settings(): Promise<readonly CameraSetting[]>;

  /** `value` is one of the setting's choices. Errors: `camera.settingRefused`, `camera.*`, `usb.*`. */
  changeSetting(name: CameraSettingName, value: number): Promise<void>;

  /** Focuses once without a picture. Errors: `camera.noFocus`, `camera.refused`, `camera.*`, `usb.*`. */
  focus(): Promise<void>;

  /** Moves the lens by -3 to 3 steps, negative is nearer. Errors: `camera.refused`, `camera.*`, `usb.*`. */
  moveFocus(steps: number): Promise<void>;

  close(): Promise<void>;
}

/** The camera as whoever sets it up sees it. */
export type ConnectedCamera = Pick<
  TetheredCamera,
  'model' | 'serialNumber' | 'firmware' | 'details' | 'settings' | 'changeSetting'
>;

export interface CameraState {
  readonly condition: 'absent' | 'connecting' | 'ready' | 'live' | 'capturing' | 'faulty';
  readonly model?: string;
  readonly serialNumber?: string;
  readonly firmware?: string;
  /** While a camera is connected. */
  readonly details?: CameraDetails;
  /** Error code of the last fault while `condition` is `absent` or `faulty`. */
  readonly fault?: ErrorCode;
}

/** One live view frame: JPEG bytes as the camera sent them. */
export interface CameraFrame {
  /** Counts up from 1 in each live view; gaps are frames nobody asked for. */
  readonly number: number;
  readonly jpeg: Uint8Array;
}

/** One full-size picture: JPEG bytes as the camera stored them, and what the camera said of it. */
export interface CameraPicture {
  readonly jpeg: Uint8Array;
  readonly fileName: string;
  readonly cameraModel: string;
  readonly cameraSerialNumber: string;
}

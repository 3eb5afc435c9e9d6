import type { ErrorCode } from '../../../src-shared/errors.ts';

/** A studio camera as the counter sees it, whatever is behind it. */
export interface CameraPort {
  /** What is connected now; `undefined` when no camera was found. Never throws. */
  readonly state: CameraState;

  /** Called at every change of `state`; returns the way to stop. */
  onState(changed: (state: CameraState) => void): () => void;

  /** Starts live view. Errors: `camera.absent`, `usb.*`. Starting twice is harmless. */
  startLiveView(): Promise<void>;

  /**
   * The newest live frame after number `after`, waiting until there is one; the slow reader skips
   * frames, it never queues them. Errors: `camera.notInLiveView`, `camera.absent`, `usb.unplugged`.
   */
  nextFrame(after: number): Promise<CameraFrame>;

  stopLiveView(): Promise<void>;

  /** Focuses, releases, downloads. Errors: `camera.*`, `usb.*`. Live view goes on afterwards. */
  capture(): Promise<CameraPicture>;

  close(): Promise<void>;
}

export interface CameraState {
  readonly condition: 'absent' | 'connecting' | 'ready' | 'live' | 'capturing' | 'faulty';
  readonly model?: string;
  readonly serialNumber?: string;
  readonly firmware?: string;
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

import type { CameraSettingName } from '../../../src-shared/devices/camera-setting.ts';

/**
 * One setting as the body reports it now. `value` is the body's own code (for Canon: APEX x 8 for
 * exposure); `label` is what a photographer reads, e.g. `1/125`, `f/5.6`, `400`, `5200 K`, `daylight`.
 */
export interface CameraSetting {
  readonly name: CameraSettingName;
  readonly value: number;
  readonly label: string;
  /** What the body offers in its present mode; empty where it can only be read. */
  readonly choices: readonly CameraChoice[];
}

export interface CameraChoice {
  readonly value: number;
  readonly label: string;
}

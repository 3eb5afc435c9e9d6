import type { CameraSettingView } from '../../../src-shared/contract/counter/devices.ts';
import type { CameraSetting } from '../../devices/camera/camera-settings.ts';

export function viewSettings(settings: readonly CameraSetting[]): CameraSettingView[] {
  return settings.map(({ name, value, label, choices }) => ({
    name,
    value,
    label,
    choices: choices.map((choice) => ({ value: choice.value, label: choice.label })),
  }));
}

import type { CameraSettingView } from '../../../../src-shared/contract/counter/devices.ts';

/** The value before or after the present one; undefined at either end, and where the camera offers no choice. */
export function neighbourOf({ value, choices }: CameraSettingView, step: 1 | -1): number | undefined {
  const at = choices.findIndex((choice) => choice.value === value);
  // A value outside the choices: any step leads into them.
  if (at < 0) return (step === 1 ? choices[0] : choices.at(-1))?.value;
  return choices[at + step]?.value;
}

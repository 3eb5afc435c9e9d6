import { z } from 'zod';

/** Settings of a camera that decide how a face looks; a body offers some of them. */
export const CameraSettingName = z.enum([
  'mode',
  'aperture',
  'shutter',
  'iso',
  'exposureCompensation',
  'whiteBalance',
  'colourTemperature',
  'focusMode',
  'imageFormat',
]);
export type CameraSettingName = z.infer<typeof CameraSettingName>;

/** A setting by the body's own code and its words, e.g. `{ name: 'shutter', value: 0x70, label: '1/125' }`. */
export const CameraSettingValue = z.strictObject({
  name: CameraSettingName,
  value: z.int(),
  label: z.string().max(40),
});
export type CameraSettingValue = z.infer<typeof CameraSettingValue>;

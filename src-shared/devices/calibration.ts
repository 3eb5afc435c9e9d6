import { z } from 'zod';
import { CameraSettingValue } from './camera-setting.ts';
import { PrintSettings } from './print-setting.ts';

export const DeviceKind = z.enum(['camera', 'printer']);
export type DeviceKind = z.infer<typeof DeviceKind>;

/** One device as its calibrations are kept: by kind and serial number (a webcam: by its label). */
export const DeviceIdentity = z.strictObject({
  kind: DeviceKind,
  model: z.string().max(80),
  serial: z.string().max(80),
});
export type DeviceIdentity = z.infer<typeof DeviceIdentity>;

const Share = z.number().min(0).max(1);

/** What a picture of the grey card in the middle of the frame showed. */
export const PhotoMeasures = z.strictObject({
  /** Mean of the card, 0-255 sRGB. */
  grey: z.strictObject({ red: z.number(), green: z.number(), blue: z.number() }),
  /** How far the card is from middle grey (sRGB 118), in stops; positive is too light. */
  exposureStops: z.number(),
  /** Largest difference between two channels of the card over its mean. */
  castShare: Share,
  /** Share of dots that are burnt out (255) and drowned (0). */
  burnt: Share,
  drowned: Share,
  /** Variance of the Laplacian of the luminance, over the sharpest part of the frame. */
  sharpness: z.number().nonnegative(),
});
export type PhotoMeasures = z.infer<typeof PhotoMeasures>;

/** What the alignment card showed: where the picture sat on the card, tenths of a millimetre. */
export const PrintMeasures = z.strictObject({
  offsetX: z.int().min(-50).max(50),
  offsetY: z.int().min(-50).max(50),
});
export type PrintMeasures = z.infer<typeof PrintMeasures>;

/** What a calibration decided, by device, with what was measured before and after. */
export const CalibrationResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('camera'),
    settings: z.array(CameraSettingValue).max(20),
    before: PhotoMeasures.nullable(),
    after: PhotoMeasures,
  }),
  z.strictObject({
    kind: z.literal('printer'),
    settings: PrintSettings,
    before: PrintMeasures.nullable(),
    after: PrintMeasures.nullable(),
  }),
]);
export type CalibrationResult = z.infer<typeof CalibrationResult>;

/** How long a calibration lasts, days; part of the rule book, because a notification decides it. */
export const CalibrationPolicy = z.strictObject({
  validDays: z.int().positive(),
  /** Warn this many days before it ends. */
  warnDays: z.int().nonnegative(),
  /** Work goes on with a warning this many days after it ended, or after the device was first used without one. */
  graceDays: z.int().nonnegative(),
});
export type CalibrationPolicy = z.infer<typeof CalibrationPolicy>;

/** `missing` and `expired` warn; `blocked` bars photos or cards. */
export const CalibrationState = z.enum(['valid', 'endsSoon', 'missing', 'expired', 'blocked']);
export type CalibrationState = z.infer<typeof CalibrationState>;

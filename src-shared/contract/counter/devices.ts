import { z } from 'zod';
import { CalibrationId, Instant, JobId, StaffId } from '../../ids.ts';
import {
  CalibrationPolicy,
  CalibrationResult,
  CalibrationState,
  DeviceIdentity,
  PhotoMeasures,
  PrintMeasures,
} from '../../devices/calibration.ts';
import { CameraSettingName, CameraSettingValue } from '../../devices/camera-setting.ts';
import { PrintSettings } from '../../devices/print-setting.ts';
import { command, query } from './procedure.ts';
import { Code } from './views.ts';

const Reason = z.string().trim().min(3).max(200);

/** One dated version of a device's calibration. */
export const CalibrationView = z.object({
  id: CalibrationId,
  device: DeviceIdentity,
  result: CalibrationResult,
  reason: z.string(),
  at: Instant,
  by: StaffId,
  validUntil: Instant,
});
export type CalibrationView = z.infer<typeof CalibrationView>;

/** How the calibration of the device in use stands. */
export const CalibrationStanding = z.object({
  state: CalibrationState,
  /** When the present state ends by itself: expiry, or the day work is barred; null where nothing is due. */
  until: Instant.nullable(),
  current: CalibrationView.nullable(),
});
export type CalibrationStanding = z.infer<typeof CalibrationStanding>;

/** Which device the counter works with: USB, a webcam of the screen's PC, or a print queue of the system. */
export const DeviceChoice = z.discriminatedUnion('source', [
  z.strictObject({ kind: z.literal('camera'), source: z.literal('usbCamera') }),
  z.strictObject({ kind: z.literal('camera'), source: z.literal('webcam'), label: z.string().min(1).max(80) }),
  z.strictObject({ kind: z.literal('printer'), source: z.literal('usbPrinter') }),
  z.strictObject({ kind: z.literal('printer'), source: z.literal('queue'), queue: z.string().min(1).max(80) }),
]);
export type DeviceChoice = z.infer<typeof DeviceChoice>;

/** A device seen on the USB bus, whether a driver knows it or not. */
export const SeenDevice = z.object({
  place: z.string(),
  vendorId: z.int(),
  productId: z.int(),
  manufacturer: z.string(),
  product: z.string(),
  serial: z.string(),
  kind: z.enum(['camera', 'printer', 'other']),
  /** Name of the driver that would take it; null when none does. */
  driver: z.string().nullable(),
});

export const CameraSettingView = z.object({
  name: CameraSettingName,
  value: z.int(),
  label: z.string(),
  choices: z.array(z.object({ value: z.int(), label: z.string() })),
});
export type CameraSettingView = z.infer<typeof CameraSettingView>;

/** All a technician wants to know of camera and printer; live conditions come with the status. */
export const DevicesView = z.object({
  /** What is plugged in; empty with `busFault` set where the bus cannot be read. */
  seen: z.array(SeenDevice),
  busFault: Code.nullable(),
  queues: z.array(z.string()),
  camera: z.object({
    choice: DeviceChoice,
    driver: z.string().nullable(),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    firmware: z.string().nullable(),
    /** Percent, as the body tells; null where it does not. */
    battery: z.int().min(0).max(100).nullable(),
    shutterCount: z.int().nullable(),
    calibration: CalibrationStanding,
    policy: CalibrationPolicy,
  }),
  printer: z.object({
    choice: DeviceChoice,
    driver: z.string().nullable(),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    firmware: z.string().nullable(),
    ribbon: z.string().nullable(),
    cardsLeft: z.int().nullable(),
    /** Transfer film left, percent; retransfer printers only. */
    filmLeft: z.int().nullable(),
    cardsInserted: z.int().nullable(),
    panelsPrinted: z.int().nullable(),
    canClean: z.boolean(),
    cleaning: z.object({
      /** Cards since the last cleaning, by the printer's counter or else by the journal; null when unknown. */
      cardsSince: z.int().nullable(),
      interval: z.int(),
      state: z.enum(['ok', 'due', 'overdue']),
      last: Instant.nullable(),
    }),
    ribbonChanged: Instant.nullable(),
    settings: PrintSettings,
    calibration: CalibrationStanding,
    policy: CalibrationPolicy,
  }),
  /** Newest first, of the devices in use. */
  history: z.array(CalibrationView),
});
export type DevicesView = z.infer<typeof DevicesView>;

/** What a picture of the grey card showed, and what to change. */
export const GreyCardReading = z.object({
  measures: PhotoMeasures,
  /** Within tolerance: may be saved as it is. */
  good: z.boolean(),
  /** Settings that would bring it nearer, best first. */
  advice: z.array(CameraSettingValue),
  settings: z.array(CameraSettingView),
  picture: z.instanceof(Blob),
});
export type GreyCardReading = z.infer<typeof GreyCardReading>;

/** Where the printed picture sits on a scanned alignment card, tenths of a millimetre; right and down are positive. */
export const AlignmentReading = z.object({ offsetX: z.int(), offsetY: z.int(), rotationDegrees: z.number() });
export type AlignmentReading = z.infer<typeof AlignmentReading>;

/** The technician's workbench. What an operator may do here is said at the procedure. */
export const devices = {
  overview: query(['technician', 'supervisor']).output(DevicesView),
  /** Refuses with `printer.queueUnknown`. */
  choose: command(['technician'])
    .input(z.strictObject({ choice: DeviceChoice, reason: Reason }))
    .output(DevicesView),

  /** Settings of the connected camera as it reports them. Refuses with `camera.absent`. */
  cameraSettings: query(['technician']).output(z.array(CameraSettingView)),
  /** Refuses with `camera.settingRefused`, `camera.*`, `usb.*`. */
  changeCameraSetting: command(['technician'])
    .input(z.strictObject({ name: CameraSettingName, value: z.int() }))
    .output(z.array(CameraSettingView)),
  /** Focuses once without a picture; also for the operator at the photo. Refuses with `camera.noFocus`. */
  focus: command(['operator', 'technician']).output(z.void()),
  /** Moves the lens: negative is nearer; three step sizes. */
  moveFocus: command(['technician'])
    .input(z.strictObject({ steps: z.int().min(-3).max(3) }))
    .output(z.void()),
  /** Takes a picture and measures the grey card in its middle; a webcam's picture comes with the call. Refuses with `camera.noGreyCard`. */
  measureGreyCard: command(['technician'])
    .input(z.strictObject({ picture: z.instanceof(Blob).optional() }))
    .output(GreyCardReading),
  /** Saves the settings as they are now, with the last two readings as before and after. Refuses with `camera.measureFirst`. */
  calibrateCamera: command(['technician'])
    .input(z.strictObject({ reason: Reason }))
    .output(DevicesView),

  /** Prints a card for the technician's eyes; it takes a blank, which is booked as spoiled. Refuses as `cards.print`. */
  printServiceCard: command(['technician'])
    .input(z.strictObject({ card: z.enum(['alignment', 'colours']), settings: PrintSettings.optional() }))
    .output(z.object({ jobId: JobId })),
  /** Reads the offset from a scan (PNG or JPEG) of an alignment card. Refuses with `printer.scanUnreadable`. */
  readAlignmentScan: command(['technician'])
    .input(z.strictObject({ scan: z.instanceof(Blob) }))
    .output(AlignmentReading),
  /**
   * `before` is what the alignment card showed under the settings before, `after` under the new ones; null where
   * none was printed. `settings` hold from now on. Refuses with `printer.settingRange`.
   */
  calibratePrinter: command(['technician'])
    .input(
      z.strictObject({
        before: PrintMeasures.nullable(),
        after: PrintMeasures.nullable(),
        settings: PrintSettings,
        reason: Reason,
      }),
    )
    .output(DevicesView),
  /** A new ribbon is in; its type and count are read from the printer. */
  recordRibbonChange: command(['operator', 'technician']).output(DevicesView),
  /** Runs the cleaning card through where the printer can; else records that it was done by hand. */
  clean: command(['technician']).output(DevicesView),

  /** One JSON file: versions, descriptors, last transfers without their data, log. Nothing personal. */
  diagnostics: query(['technician', 'supervisor']).output(z.instanceof(Blob)),
};

import { arch, platform, release } from 'node:os';
import type { ErrorCode } from '../../src-shared/errors.ts';
import { VERSION } from '../version.ts';
import type { CameraState } from './camera/camera-port.ts';
import type { PrinterState } from './printer/printer-port.ts';
import type { UsbDiary } from './usb/usb-diary.ts';

/** What diagnostics are put together from; what is not at hand is left out. */
export interface DiagnosticParts {
  readonly at: Date;
  readonly practice: boolean;
  readonly diary: Pick<UsbDiary, 'devices' | 'transfers' | 'faults' | 'crashes'>;
  /** Why the bus cannot be read now. */
  readonly busFault: ErrorCode | null;
  readonly camera: CameraState;
  readonly printer: PrinterState;
  /** What the technician chose to work with. */
  readonly choices?: Readonly<Record<'camera' | 'printer', string>>;
  /** The log's last lines, JSON each. */
  readonly log: readonly string[];
  /** Version of npm `usb`. */
  readonly usb: string;
}

/** The facts of a log line that may leave the counter; names, numbers and texts of people are none of them. */
const logFields = ['level', 'time', 'msg', 'code', 'what', 'count', 'fault', 'ms', 'place'] as const;

/**
 * One JSON document for whoever helps from afar: versions, what is plugged in, the last transfers without
 * anything that was in them, the last lines of the log cut down to codes and counts. No picture, nobody's name.
 */
export function assembleDiagnostics(parts: DiagnosticParts): string {
  const { at, practice, diary, busFault, choices, camera, printer, log, usb } = parts;
  return JSON.stringify(
    {
      diagnostics: 1,
      at: at.toISOString(),
      practice,
      versions: {
        parwana: VERSION,
        node: process.versions.node,
        electron: process.versions['electron'] ?? null,
        usb,
        system: `${platform()} ${release()} ${arch()}`,
      },
      busFault,
      choices,
      devices: diary.devices,
      camera,
      printer,
      usbCrashes: diary.crashes,
      faults: diary.faults,
      transfers: diary.transfers,
      log: log.map(cutDown).filter((line) => line !== undefined),
    },
    null,
    1,
  );
}

function cutDown(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const whole = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const known = logFields.filter((name) => typeof whole[name] === 'string' || typeof whole[name] === 'number');
    return Object.fromEntries(known.map((name) => [name, whole[name]]));
  } catch {
    // A line that was cut off at the end of the disk.
    return undefined;
  }
}

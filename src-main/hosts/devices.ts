import { join } from 'node:path';
import type { CameraPort } from '../devices/camera/camera-port.ts';
import { CameraManager } from '../devices/camera/camera-manager.ts';
import { PracticeBus } from '../devices/practice/practice-bus.ts';
import { createPracticeCamera } from '../devices/practice/practice-camera.ts';
import { PracticePrinter, type Misalignment } from '../devices/practice/printer-model.ts';
import { PrinterManager } from '../devices/printer/printer-manager.ts';
import type { PrinterPort } from '../devices/printer/printer-port.ts';
import { PrinterSelection } from '../devices/printer/printer-selection.ts';
import { systemSpooler } from '../devices/printer/spooler/system-spooler.ts';
import { observeBus } from '../devices/usb/observed-bus.ts';
import { UsbDiary } from '../devices/usb/usb-diary.ts';
import { UsbProcessBus, type UsbProcessBusOptions } from '../devices/usb/usb-process-bus.ts';
import type { UsbBus } from '../devices/usb/usb-device.ts';
import type { PrintQueues } from '../counter.ts';
import { PracticeLink, type PracticeParts } from '../features/practice/practice-controls.ts';
import { isWoman } from '../features/practice/sample-applicants.ts';

/** The devices of a counter, real or simulated, the same drivers in front of both. */
export interface Devices {
  readonly camera: CameraPort;
  readonly printer: PrinterPort;
  readonly bus: UsbBus;
  readonly queues: PrintQueues;
  /** What went on on the bus lately. */
  readonly diary: UsbDiary;
  /** Only for simulated devices. */
  readonly practice: Omit<PracticeParts, 'suggestedEnrolment'> | undefined;
}

export interface RealDeviceOptions extends UsbProcessBusOptions {
  /** Told of every reply of a printer that no table explains: for the log, and for the next table. */
  readonly onUnknownReply: (command: string, reply: string) => void;
}

/** The devices on this machine's USB, which a process of its own speaks to. */
export function openRealDevices({ onUnknownReply, ...options }: RealDeviceOptions): Devices {
  const diary = new UsbDiary();
  const crashed = (): void => {
    diary.crashed();
    options.crashed?.();
  };
  const bus = observeBus(new UsbProcessBus({ ...options, crashed }), diary);
  const printer = new PrinterSelection({
    usb: () => new PrinterManager(bus, { onUnknownReply }),
    spooler: systemSpooler(),
  });
  return { camera: new CameraManager({ bus }), printer, bus, queues: printer, diary, practice: undefined };
}

export interface PracticeDeviceOptions {
  /** How far the printer prints beside the card's place, asked at each card. */
  readonly misaligned?: () => Misalignment | undefined;
}

/** Simulated devices; printed cards are saved as PNG below `dataDir`. */
export function openPracticeDevices(dataDir: string, { misaligned }: PracticeDeviceOptions = {}): Devices {
  const bus = new PracticeBus();
  const diary = new UsbDiary();
  const observed = observeBus(bus, diary);
  const camera = createPracticeCamera(bus, seedOf(1), observed);
  const seat = (sitter: number): void => camera.seat(seedOf(sitter), isWoman(sitter));
  seat(1);
  const printer = new PracticePrinter({
    directory: join(dataDir, 'printed-cards'),
    ...(misaligned === undefined ? {} : { misaligned }),
  });
  bus.plug(printer);
  return {
    camera: camera.port,
    printer: new PrinterManager(observed),
    bus: observed,
    queues: noQueues,
    diary,
    practice: {
      bus,
      camera: camera.model,
      printer,
      link: new PracticeLink(dataDir),
      seat,
      scene: (scene) => camera.scene(scene),
    },
  };
}

/** A practice counter prints on its practice printer alone. */
const noQueues: PrintQueues = { list: async () => [], choose: async () => undefined };

function seedOf(sitter: number): string {
  return `sample applicant ${sitter}`;
}

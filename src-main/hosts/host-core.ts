import type { PaperPort } from '../counter.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { startCore, type Core } from '../core.ts';
import type { StartUsbProcess } from '../devices/usb/usb-process-link.ts';
import type { KeyGuard } from '../store/keys/key-guard.ts';
import { openPracticeDevices, openRealDevices } from './devices.ts';
import { openLog } from './log.ts';
import { findPracticeFile } from './practice-file.ts';

/** How a host wants its core. */
export interface HostCoreOptions {
  readonly dataDir: string;
  readonly practice: boolean;
  readonly guard: KeyGuard;
  readonly papers: PaperPort;
  /** Starts the process that speaks to USB devices; not used in practice. */
  readonly startUsb: StartUsbProcess;
  /** The search worker's program, where it is bundled. */
  readonly searchWorker?: URL;
  /** The program of the thread that finds codes in pictures, where it is bundled. */
  readonly codeWorker?: URL;
}

/**
 * Opens log and devices and starts the core: what both hosts do alike. `prepareFonts` must have run
 * before this module is loaded, for it loads the drawing library.
 */
export async function startHostCore(options: HostCoreOptions): Promise<Core> {
  const { dataDir, practice, guard, papers, startUsb, searchWorker, codeWorker } = options;
  const log = openLog(dataDir);
  const crashed = (): void => log.warn('the USB process ended and is started again');
  const onUnknownReply = (command: string, reply: string): void =>
    log.warn('the printer said something that no table explains', { command, reply });
  const devices = practice
    ? openPracticeDevices(dataDir, { misaligned: () => findPracticeFile(dataDir)?.misaligned })
    : openRealDevices({ start: startUsb, crashed, onUnknownReply });
  const { camera, printer, bus, queues, diary } = devices;
  const ports = {
    dataDir,
    guard,
    camera,
    printer,
    bus,
    queues,
    diary,
    papers,
    log,
    ...(searchWorker && { searchWorker }),
    ...(codeWorker && { codeWorker }),
  };
  if (devices.practice === undefined) return startCore({ ...ports, fetch });
  return startCore({
    ...ports,
    ...(findPracticeFile(dataDir)?.rules === 'papers' && { rules: firstCatalogues() }),
    fetch: devices.practice.link.fetch,
    practice: {
      ...devices.practice,
      // Read when asked: the launcher writes a fresh invitation while this process starts.
      get suggestedEnrolment() {
        const file = findPracticeFile(dataDir);
        return file === undefined ? undefined : { centralUrl: file.centralUrl, code: file.code };
      },
      pins: findPracticeFile(dataDir)?.pins ?? {},
    },
  });
}

import { openUsbBus } from './usb-bus.ts';
import { UsbHost } from './usb-host.ts';
import type { FromUsb } from './usb-messages.ts';

/** The core's end is gone: time to close devices, ms. */
const PARTING_MS = 3_000;

export interface CoreEnd {
  send(message: FromUsb): void;
  onMessage(take: (data: unknown) => void): void;
  /** The core has gone, or its channel has. */
  onGone(gone: () => void): void;
}

/**
 * Serves the machine's USB bus to the core at the other end; the process ends with it. Exit code: 0 when
 * asked to end, 1 when the core has gone or a transfer never ended.
 */
export async function serveUsb(core: CoreEnd): Promise<void> {
  // The library throws some of its errors where nobody can catch them (npm usb 3.1.0, dist/index.js,
  // `queueNativeEmitterOperation`): without plug events the bus looks for changes by itself.
  process.on('unhandledRejection', complain);
  process.on('uncaughtException', complain);
  const opened = openUsbBus({
    overdue: () => {
      complain('a transfer did not end long after its time');
      process.exit(1);
    },
  }).then((bus) => new UsbHost(bus, (message) => core.send(message)));
  core.onMessage((data) => void take(data));
  core.onGone(() => void leave(1));
  await opened;

  async function take(data: unknown): Promise<void> {
    try {
      if (await (await opened).take(data)) process.exit(0);
    } catch (error) {
      complain(error);
      process.exit(1);
    }
  }

  async function leave(code: number): Promise<void> {
    setTimeout(() => process.exit(code), PARTING_MS).unref();
    await (await opened).close();
    process.exit(code);
  }
}

function complain(error: unknown): void {
  process.stderr.write(`usb process: ${error instanceof Error ? error.message : String(error)}\n`);
}

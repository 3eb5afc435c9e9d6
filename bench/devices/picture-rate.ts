import { GET_PARTIAL_OBJECT, TRANSFER_COMPLETE } from '../../src-main/devices/camera/canon/canon-codes.ts';
import type { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import type { UsbBus, UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { type Figure, quantile } from '../harness.ts';

const ROUNDS = 100;
const WARM_UP = 5;
const LARGEST_READ = 1024 * 1024;
const COMMAND = new Uint8Array(16);
/** The quiet rounds: whatever else the machine does only adds, and more to what has more to wait for. */
const QUIET = 0.05;

/** When PTP commands were sent, the first of each kind since `clear`. */
export class CommandTimes {
  readonly #first = new Map<number, number>();

  clear(): void {
    this.#first.clear();
  }

  /** Ms from the question for a picture's first piece until the camera is told that it has arrived. */
  get download(): number {
    return (this.#first.get(TRANSFER_COMPLETE) ?? Number.NaN) - (this.#first.get(GET_PARTIAL_OBJECT) ?? Number.NaN);
  }

  /** The same bus, watched. */
  of(bus: UsbBus): UsbBus {
    return {
      watch: (changed) => bus.watch(changed),
      list: async () =>
        (await bus.list()).map((candidate) => ({
          ...candidate,
          open: async (match) => this.#watch(await candidate.open(match)),
        })),
    };
  }

  #watch(device: UsbDevice): UsbDevice {
    const bulkOut = device.bulkOut.bind(device);
    device.bulkOut = (bytes, timeoutMs) => {
      const operation = (bytes[6] ?? 0) | ((bytes[7] ?? 0) << 8);
      if (!this.#first.has(operation)) this.#first.set(operation, performance.now());
      return bulkOut(bytes, timeoutMs);
    };
    return device;
  }
}

export interface RateBench {
  readonly manager: CameraManager;
  readonly times: CommandTimes;
  /** An endpoint that gives the same picture for any command. */
  readonly raw: UsbDevice;
  readonly bytes: number;
}

/**
 * A picture through the driver, piece by piece and put together, against bare transfers of the same bytes:
 * a command, and reads until all has come, of which nothing is looked at. The two take turns.
 */
export async function pictureRate({ manager, times, raw, bytes }: RateBench): Promise<readonly Figure[]> {
  const samples = { picture: [] as number[], raw: [] as number[] };
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    times.clear();
    await manager.capture();
    const bare = await rawRead(raw, bytes);
    if (round < WARM_UP) continue;
    samples.picture.push(times.download);
    samples.raw.push(bare);
  }
  const [picture, bare] = [quantile(samples.picture, QUIET), quantile(samples.raw, QUIET)];
  const rate = (ms: number): number => bytes / 1e6 / (ms / 1_000);
  return [
    { figure: 'picture_bytes', value: bytes, unit: 'B' },
    { figure: 'picture_rate', value: rate(picture), unit: 'MB/s' },
    { figure: 'raw_read_rate', value: rate(bare), unit: 'MB/s' },
    { figure: 'picture_vs_raw_read', value: bare / picture, unit: 'of its rate', reach: { atLeast: 0.8 } },
  ];
}

async function rawRead(raw: UsbDevice, bytes: number): Promise<number> {
  const start = performance.now();
  await raw.bulkOut(COMMAND, 1_000);
  let got = 0;
  while (got < bytes) got += (await raw.bulkIn(LARGEST_READ, 10_000)).length;
  return performance.now() - start;
}

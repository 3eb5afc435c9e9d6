import {
  FOCUS_MODE,
  FOCUS_MODE_MANUAL,
  GET_PARTIAL_OBJECT,
  TRANSFER_COMPLETE,
} from '../../src-main/devices/camera/canon/canon-codes.ts';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import type { UsbBus, UsbCandidate, UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { reaches, TestSource } from '../../test/devices/camera-bench.ts';
import { type Figure, quantile } from '../harness.ts';
import { openDeviceBench } from './device-bench.ts';
import { RawEndpoint } from './raw-endpoint.ts';

const PICTURE_BYTES = 10_000_000;
const RUNS = 5;
const ROUNDS = 40;
const WARM_UP = 5;
const RAW_CLASS = 0xff;
const LARGEST_READ = 1024 * 1024;
const COMMAND = new Uint8Array(16);

/** When PTP commands were sent, the first of each kind since `clear`. */
class CommandTimes {
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

/**
 * A picture of 10 MB through the driver, piece by piece and put together, against bare transfers of the same
 * bytes: a command, and reads until all has come, of which nothing is looked at. The two take turns; in runs
 * of their own, because how the system lays out the processes of a run decides more than a round does.
 */
export async function pictureRate(): Promise<readonly Figure[]> {
  const source = await TestSource.make(PICTURE_BYTES);
  const picture = await source.expose();
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(source, picture));
  const middle = runs.toSorted((one, other) => ratioOf(one) - ratioOf(other))[RUNS >> 1] ?? { picture: NaN, raw: NaN };
  const rate = (ms: number): number => picture.length / 1e6 / (ms / 1_000);
  return [
    { figure: 'picture_bytes', value: picture.length, unit: 'B' },
    { figure: 'picture_rate_p50', value: rate(middle.picture), unit: 'MB/s' },
    { figure: 'raw_read_rate_p50', value: rate(middle.raw), unit: 'MB/s' },
    { figure: 'picture_vs_raw_read', value: ratioOf(middle), unit: 'of its rate', reach: { atLeast: 0.8 } },
  ];
}

/** Medians, ms. */
interface Run {
  readonly picture: number;
  readonly raw: number;
}

function ratioOf({ picture, raw }: Run): number {
  return raw / picture;
}

async function measure(source: TestSource, picture: Uint8Array): Promise<Run> {
  const bench = await openDeviceBench();
  const camera = new CameraModel(source);
  bench.plug(camera);
  bench.plug(new RawEndpoint(picture));
  const times = new CommandTimes();
  const manager = new CameraManager({ bus: times.of(bench.bus) });
  await reaches(manager, 'ready');
  camera.setProperty(FOCUS_MODE, FOCUS_MODE_MANUAL);
  const isRaw = (each: UsbCandidate): boolean => each.interfaces.some((one) => one.interfaceClass === RAW_CLASS);
  const endpoint = (await bench.bus.list()).find(isRaw);
  if (endpoint === undefined) throw new Error('The raw endpoint is not on the bus.');
  const raw = await endpoint.open({ interfaceClass: RAW_CLASS });
  const samples = { picture: [] as number[], raw: [] as number[] };
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    times.clear();
    await manager.capture();
    const bare = await rawRead(raw, picture.length);
    if (round < WARM_UP) continue;
    samples.picture.push(times.download);
    samples.raw.push(bare);
  }
  await raw.close();
  await manager.close();
  await bench.close();
  return { picture: quantile(samples.picture, 0.5), raw: quantile(samples.raw, 0.5) };
}

async function rawRead(raw: UsbDevice, bytes: number): Promise<number> {
  const start = performance.now();
  await raw.bulkOut(COMMAND, 1_000);
  let got = 0;
  while (got < bytes) got += (await raw.bulkIn(LARGEST_READ, 10_000)).length;
  return performance.now() - start;
}

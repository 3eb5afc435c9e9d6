import { afterEach, describe, expect, it } from 'vitest';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import {
  AVAILABLE_SHOTS,
  GET_PARTIAL_OBJECT,
  KEEP_DEVICE_ON,
  MIRROR_LOCKUP_STATE,
  PC_HDD_CAPACITY,
  REMOTE_RELEASE,
  REMOTE_RELEASE_ON,
  TRANSFER_COMPLETE,
} from '../../src-main/devices/camera/canon/canon-codes.ts';
import { CLOSE_SESSION, GET_OBJECT_INFO } from '../../src-main/devices/camera/ptp/operations.ts';
import { systemClock } from '../../src-main/devices/device-clock.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import type { Bench, BenchOptions } from './camera-bench.ts';
import { connectedBench, reaches, TestSource } from './camera-bench.ts';

/** EOS bodies differ; each kind of difference that the driver copes with is played here by the model. */
describe('an EOS body', () => {
  let bench: Bench;
  afterEach(() => bench.manager.close());

  /** Connects to it, and keeps what it is told. */
  async function connected(options: BenchOptions): Promise<number[]> {
    bench = await connectedBench({ bytes: 10_000, ...options });
    const heard: number[] = [];
    bench.model.heard = (operation) => heard.push(operation);
    return heard;
  }

  const wholePicture = async (): Promise<string> => {
    const { jpeg, fileName } = await bench.manager.capture();
    expect(Buffer.compare(jpeg, bench.source.exposures.at(-1)!)).toBe(0);
    return fileName;
  };

  describe('of the old kind, which releases in one operation,', () => {
    const old = { variant: { lacks: [REMOTE_RELEASE_ON] } };

    it('takes pictures', async () => {
      const heard = await connected(old);
      expect([await wholePicture(), await wholePicture()]).toEqual(['IMG_0001.JPG', 'IMG_0002.JPG']);
      expect(heard.filter((operation) => operation === REMOTE_RELEASE)).toHaveLength(2);
    });

    it.each([
      ['no focus', (): void => void (bench.model.faults.noFocus = true), 'camera.noFocus'],
      ['its mirror up', () => bench.model.setProperty(MIRROR_LOCKUP_STATE, 1), 'camera.mirrorUp'],
      ['no card', () => bench.model.setCard(false), 'camera.cardMissing'],
    ] as const)('says with a result that it has %s', async (_, happens, code) => {
      await connected(old);
      happens();
      await expect(bench.manager.capture()).rejects.toMatchObject({ code });
    });

    it('cannot focus without a picture', async () => {
      await connected(old);
      await expect(bench.manager.focus()).rejects.toMatchObject({ code: 'camera.refused' });
    });
  });

  it('is asked for pieces of at most 1 MiB, and told that the picture has arrived', async () => {
    bench = await connectedBench({ bytes: 3_000_000 });
    const pieces: (readonly number[])[] = [];
    const completed: (readonly number[])[] = [];
    bench.model.heard = (operation, parameters) => {
      if (operation === GET_PARTIAL_OBJECT) pieces.push(parameters);
      if (operation === TRANSFER_COMPLETE) completed.push(parameters);
    };
    await wholePicture();
    expect(pieces.length).toBeGreaterThan(1);
    expect(Math.max(...pieces.map(([, , length = 0]) => length))).toBe(1024 * 1024);
    expect(completed).toEqual([[pieces[0]![0]]]);
  });

  it('without pieces of its own gives them by the standard operation', async () => {
    await connected({ variant: { lacks: [GET_PARTIAL_OBJECT] } });
    await wholePicture();
  });

  it.each(['C1A9', 'C1B8'] as const)('that offers its pictures by record %s is understood', async (offersBy) => {
    const heard = await connected({ variant: { offersBy } });
    expect([await wholePicture(), await wholePicture()]).toEqual(['IMG_0001.JPG', 'IMG_0002.JPG']);
    // Where the record carries no name, the body is asked for it.
    expect(heard.includes(GET_OBJECT_INFO)).toBe(offersBy === 'C1B8');
  });

  it('that has counted its shots down is told again how much room there is', async () => {
    const heard = await connected({});
    bench.model.setProperty(AVAILABLE_SHOTS, 0);
    await wholePicture();
    expect(heard.filter((operation) => operation === PC_HDD_CAPACITY)).toHaveLength(1);
  });

  it('that keeps its pictures on the card gives them from there, and none stays', async () => {
    await connected({ variant: { cardOnly: true } });
    await wholePicture();
    await wholePicture();
    expect(bench.model.picturesOnCard).toBe(0);
    bench.model.setCard(false);
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.cardMissing' });
  });

  it.each([
    [0x32e1, 'Canon EOS 2000D', false],
    [0x32e9, 'Canon EOS 250D', true],
  ] as const)('%i, the %s, is left in order: session closed is %s', async (productId, model, closes) => {
    const heard = await connected({ variant: { productId, model } });
    await bench.manager.startLiveView();
    await bench.manager.close();
    expect(heard.includes(CLOSE_SESSION)).toBe(closes);
    expect(bench.source.on).toBe(false);
  });

  it('is told to stay on every few seconds, in live view as well', async () => {
    // Ten times as fast, for the driver and nobody else.
    const clock = { now: () => systemClock.now() * 10, wait: (ms: number) => systemClock.wait(ms / 10) };
    const heard = await connected({ clock });
    const told = (): number => heard.filter((operation) => operation === KEEP_DEVICE_ON).length;
    await bench.manager.startLiveView();
    const started = clock.now();
    let { number } = await bench.manager.nextFrame(0);
    while (clock.now() - started < 22_000) ({ number } = await bench.manager.nextFrame(number));
    expect(told()).toBeGreaterThanOrEqual(3);
    // Not at each frame: that would cost every body its frames.
    expect(told()).toBeLessThan(number);
    expect(told()).toBeLessThanOrEqual(6);
  });
});

describe('a Canon body with another way of tethering', () => {
  it.each(['Canon EOS M50', 'Canon PowerShot G7 X Mark II'])('is refused: %s', async (model) => {
    const bus = new PracticeBus();
    bus.plug(new CameraModel(await TestSource.make(1_000), { variant: { model } }));
    const manager = new CameraManager({ bus });
    await reaches(manager, 'connecting');
    expect(await reaches(manager, 'absent')).toMatchObject({ fault: 'camera.unsupported' });
    await manager.close();
  });
});

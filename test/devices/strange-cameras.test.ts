import { afterEach, describe, expect, it } from 'vitest';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import {
  AVAILABLE_SHOTS,
  GET_EVENT,
  GET_PARTIAL_OBJECT,
  GET_VIEWFINDER_DATA,
  PC_HDD_CAPACITY,
  SET_PROPERTY,
  SET_REMOTE_MODE,
  TRANSFER_COMPLETE,
} from '../../src-main/devices/camera/canon/canon-codes.ts';
import { jpegWithin } from '../../src-main/devices/camera/jpeg-bytes.ts';
import { GET_PARTIAL_OBJECT as STANDARD_PARTIAL_OBJECT } from '../../src-main/devices/camera/ptp/operations.ts';
import { serialOf } from '../../src-main/devices/camera/ptp/serial-of.ts';
import { systemClock } from '../../src-main/devices/device-clock.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { connectedBench, reaches, TestSource } from './camera-bench.ts';

/** Bodies that do what no body here was seen to do, and break no rule by it. */
describe('an EOS body that nobody has met', () => {
  let manager: CameraManager;
  afterEach(() => manager.close());

  /** A body that is strange from its first command on. */
  async function meet(makeStrange: (model: CameraModel) => void): Promise<CameraModel> {
    const bus = new PracticeBus();
    const model = new CameraModel(await TestSource.make(10_000));
    makeStrange(model);
    bus.plug(model);
    manager = new CameraManager({ bus });
    return model;
  }

  it('takes pictures although it never counts the room that it is offered', async () => {
    const model = await meet(({ faults }) => faults.answer(PC_HDD_CAPACITY, 0x2001, Infinity));
    await reaches(manager, 'ready');
    model.setProperty(AVAILABLE_SHOTS, 0);
    expect((await manager.capture()).fileName).toBe('IMG_0001.JPG');
  });

  it('is waited for when it is busy at the first command', async () => {
    await meet(({ faults }) => faults.answer(SET_REMOTE_MODE, 0x2019, 3));
    const conditions: string[] = [];
    manager.onState(({ condition }) => conditions.push(condition));
    await reaches(manager, 'ready');
    expect(conditions).toEqual(['connecting', 'ready']);
  });

  it('tells later what it is too busy to tell', async () => {
    const model = await meet(({ faults }) => faults.answer(GET_EVENT, 0x2019, 3));
    const conditions: string[] = [];
    manager.onState(({ condition }) => conditions.push(condition));
    await reaches(manager, 'ready');
    model.faults.answer(GET_EVENT, 0x2019, 2);
    expect((await manager.capture()).fileName).toBe('IMG_0001.JPG');
    expect(conditions).not.toContain('absent');
  });

  it.each([
    ['its own pieces', [GET_PARTIAL_OBJECT]],
    ['all pieces', [GET_PARTIAL_OBJECT, STANDARD_PARTIAL_OBJECT]],
  ])('gives its picture although it refuses %s', async (_, operations) => {
    const model = await meet(() => undefined);
    await reaches(manager, 'ready');
    for (const operation of operations) model.faults.answer(operation, 0x2005, 9);
    expect((await manager.capture()).jpeg.length).toBeGreaterThan(1_000);
  });

  it.each([0x2009, 0x2005])('keeps nobody from a picture by answering %i to its end', async (response) => {
    const model = await meet(() => undefined);
    await reaches(manager, 'ready');
    model.faults.answer(TRANSFER_COMPLETE, response, 1);
    expect((await manager.capture()).jpeg.length).toBeGreaterThan(1_000);
    expect((await manager.capture()).fileName).toBe('IMG_0002.JPG');
  });

  it('shows its live view although it refuses the mode of the viewfinder', async () => {
    const model = await meet(() => undefined);
    await reaches(manager, 'ready');
    model.faults.answer(SET_PROPERTY, 0x2002, 1);
    await manager.startLiveView();
    expect((await manager.nextFrame(0)).jpeg.length).toBeGreaterThan(100);
  });

  it('takes its time for the first frame', async () => {
    // Ten times as fast, for the driver and nobody else.
    const clock = { now: () => systemClock.now() * 10, wait: (ms: number) => systemClock.wait(ms / 10) };
    const bench = await connectedBench({ bytes: 10_000, clock });
    ({ manager } = bench);
    // Twice three seconds of questions would be fewer.
    bench.model.faults.answer(GET_VIEWFINDER_DATA, 0xa102, 85);
    await manager.startLiveView();
    expect((await manager.nextFrame(0)).number).toBe(1);
  });
});

describe('a picture', () => {
  it('begins where its first marker does, or, with none, where it says that it begins', () => {
    expect(jpegWithin(Uint8Array.of(0, 0xff, 0xd8, 3, 0xff, 0xd8, 0xff, 0xe0))).toEqual(
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
    );
    expect(jpegWithin(Uint8Array.of(0xff, 0xff, 0xd8, 7, 7))).toEqual(Uint8Array.of(0xff, 0xd8, 7, 7));
    expect(jpegWithin(Uint8Array.of(1, 2, 3))).toBeUndefined();
    expect(jpegWithin(new Uint8Array(0))).toBeUndefined();
  });

  it('is handed on as it came, whether it can be decoded or not', async () => {
    const bytes = Uint8Array.from({ length: 5_000 }, (_, at) => [0xff, 0xd8][at] ?? 7);
    const bus = new PracticeBus();
    bus.plug(
      new CameraModel({ expose: () => Promise.resolve(bytes), viewfinder: () => undefined, frame: () => undefined }),
    );
    const manager = new CameraManager({ bus });
    await reaches(manager, 'ready');
    expect(Buffer.compare((await manager.capture()).jpeg, bytes)).toBe(0);
    await manager.close();
  });
});

describe('a serial number', () => {
  const usb = {
    vendorId: 1,
    productId: 1,
    manufacturer: '',
    product: '',
    serialNumber: '0042',
    packetSize: 512,
  };

  it.each([
    ['0123456789', '0123456789'],
    ['00000000000000000000000123456789', '123456789'],
    [' 0600123 ', '0600123'],
    ['', '0042'],
    ['0000000000000000000000', '0'],
    ['0000000PRACTICE2', 'PRACTICE2'],
  ])('%j of DeviceInfo is printed as %j', (serialNumber, printed) => {
    expect(serialOf({ serialNumber }, usb)).toBe(printed);
  });
});

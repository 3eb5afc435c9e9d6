import type { TestContext } from 'vitest';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src-shared/errors.ts';
import { recoverWire } from '../../src-main/devices/camera/ptp/wire-recovery.ts';
import { DEVICE_RESET_REQUEST, GET_DEVICE_STATUS_REQUEST } from '../../src-main/devices/camera/ptp/operations.ts';
import { systemClock } from '../../src-main/devices/device-clock.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import type { UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { STILL_IMAGE } from '../../src-main/devices/usb/usb-device.ts';
import type { Bench } from './camera-bench.ts';
import { connectedBench, reaches, TestSource } from './camera-bench.ts';

/**
 * The rungs of the ladder: halts cleared, waiting until the camera is ready, its own reset, the session
 * anew, a reset of the port, and at last a hand at the power switch.
 */
describe('a camera that fell out of step', () => {
  const connected = async ({ onTestFinished }: TestContext): Promise<Bench> => {
    const bench = await connectedBench(10_000);
    onTestFinished(() => bench.manager.close());
    return bench;
  };
  const wholePicture = async ({ manager, source }: Bench): Promise<void> => {
    const { jpeg } = await manager.capture();
    expect(Buffer.compare(jpeg, source.exposures.at(-1)!)).toBe(0);
  };

  it('is brought back by clearing its halt, without a new session', async (context) => {
    const bench = await connected(context);
    bench.model.faults.stallNextIn = true;
    await wholePicture(bench);
    expect(bench.states.some(({ condition }) => condition === 'faulty')).toBe(false);
  });

  it.concurrent('is brought back by its own reset', { timeout: 20_000 }, async (context) => {
    const bench = await connected(context);
    bench.model.faults.stuckUntil = 'deviceReset';
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'usb.timeout' });
    expect(await reaches(bench.manager, 'ready')).toBeDefined();
    expect(bench.states.some(({ condition }) => condition === 'absent')).toBe(false);
    await wholePicture(bench);
  });

  it.concurrent('is brought back by a reset of the port', { timeout: 20_000 }, async (context) => {
    const bench = await connected(context);
    bench.model.faults.stuckUntil = 'portReset';
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'usb.timeout' });
    expect(await reaches(bench.manager, 'absent')).toMatchObject({ fault: 'usb.timeout' });
    await reaches(bench.manager, 'ready');
    await wholePicture(bench);
  });

  it.concurrent(
    'is left to a hand at its power switch, and said to be so, when nothing else helps',
    { timeout: 25_000 },
    async (context) => {
      const bench = await connected(context);
      bench.model.faults.stuckUntil = 'powerOff';
      await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'usb.timeout' });
      // The advice of this fault is to switch the camera off and on.
      expect(await reaches(bench.manager, 'absent')).toMatchObject({ fault: 'usb.timeout' });
      bench.model.powerCycle();
      bench.bus.plug(bench.model);
      await reaches(bench.manager, 'ready');
      await wholePicture(bench);
    },
  );

  it('that kept its session in the middle of a picture drops that, and takes the next', async (context) => {
    const bench = await connected(context);
    bench.source.exposing = () => {
      bench.model.faults.wrongResponse = true;
      return Promise.resolve();
    };
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.protocol' });
    bench.source.exposing = undefined;
    await reaches(bench.manager, 'ready');
    await wholePicture(bench);
  });
});

describe('recovery of the wire', () => {
  const opened = async (): Promise<{ device: UsbDevice; model: CameraModel }> => {
    const bus = new PracticeBus();
    const model = new CameraModel(await TestSource.make(1_000));
    bus.plug(model);
    const [candidate] = await bus.list();
    return { device: await candidate!.open(STILL_IMAGE), model };
  };
  /** The device, with what was asked of it by class requests. */
  const watched = (device: UsbDevice): { device: UsbDevice; asked: number[] } => {
    const asked: number[] = [];
    const spy = Object.create(device) as UsbDevice;
    spy.classOut = (...asking) => {
      asked.push(asking[0]);
      return device.classOut(...asking);
    };
    spy.classIn = (...asking) => {
      asked.push(asking[0]);
      return device.classIn(...asking);
    };
    spy.clearHalt = (direction) => device.clearHalt(direction);
    spy.bulkIn = (bytes, ms) => device.bulkIn(bytes, ms);
    return { device: spy, asked };
  };

  it('waits until a busy camera is ready, and does not reset it', async () => {
    const { device, model } = await opened();
    const { device: spy, asked } = watched(device);
    model.faults.stuckUntil = 'deviceReset';
    const recovering = recoverWire(spy, systemClock);
    await systemClock.wait(250);
    model.faults.stuckUntil = undefined;
    await recovering;
    expect(asked.filter((request) => request === GET_DEVICE_STATUS_REQUEST).length).toBeGreaterThan(2);
    expect(asked).not.toContain(DEVICE_RESET_REQUEST);
    await device.close();
  });

  it('resets one that stays busy', async () => {
    const { device, model } = await opened();
    const { device: spy, asked } = watched(device);
    model.faults.stuckUntil = 'deviceReset';
    await recoverWire(spy, systemClock);
    expect(asked).toContain(DEVICE_RESET_REQUEST);
    expect(model.faults.stuckUntil).toBeUndefined();
    await device.close();
  });

  it.each(['usb.unplugged', 'usb.crashed'] as const)('gives up at once when it is %s', async (code) => {
    const { device } = await opened();
    const spy = Object.create(device) as UsbDevice;
    let calls = 0;
    spy.classOut = () => {
      calls += 1;
      return Promise.reject(new Fault(code));
    };
    await expect(recoverWire(spy, systemClock)).rejects.toMatchObject({ code });
    expect(calls).toBe(1);
    await device.close();
  });
});

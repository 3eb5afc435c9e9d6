import { afterEach, describe, expect, it } from 'vitest';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import type { Bench } from './camera-bench.ts';
import { connectedBench, reaches, TestSource } from './camera-bench.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';

let bench: Bench;
afterEach(() => bench.manager.close());

describe('a connected camera', () => {
  it('says which it is', async () => {
    bench = await connectedBench();
    expect(bench.manager.state).toMatchObject({
      condition: 'ready',
      details: { driver: 'Canon EOS', liveView: true },
      model: 'Canon EOS 250D',
      serialNumber: 'PRACTICE1',
      firmware: '3-1.0.2',
    });
    expect(bench.states.map((state) => state.condition)).toEqual(['connecting', 'ready']);
  });

  it('delivers the picture byte for byte, in pieces, and takes a second one', async () => {
    bench = await connectedBench(4_500_000);
    const first = await bench.manager.capture();
    expect(first.jpeg.length).toBeGreaterThan(2 * 1024 * 1024);
    expect(Buffer.compare(first.jpeg, bench.source.exposures[0]!)).toBe(0);
    expect(first).toMatchObject({ fileName: 'IMG_0001.JPG', cameraModel: 'Canon EOS 250D' });
    const second = await bench.manager.capture();
    expect(second.fileName).toBe('IMG_0002.JPG');
    expect(bench.states.slice(-4).map((state) => state.condition)).toEqual([
      'capturing',
      'ready',
      'capturing',
      'ready',
    ]);
  });

  it('shows live view, keeps it on over a capture, and makes no frames without it', async () => {
    bench = await connectedBench();
    await expect(bench.manager.nextFrame(0)).rejects.toMatchObject({ code: 'camera.notInLiveView' });
    expect(bench.source.on).toBe(false);
    await bench.manager.startLiveView();
    await bench.manager.startLiveView();
    const first = await bench.manager.nextFrame(0);
    const later = await bench.manager.nextFrame(first.number + 2);
    expect(later.number).toBeGreaterThan(first.number + 2);
    expect([...later.jpeg.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    const picture = await bench.manager.capture();
    expect(picture.jpeg.length).toBeGreaterThan(100_000);
    expect(bench.manager.state.condition).toBe('live');
    const after = await bench.manager.nextFrame(later.number);
    expect(after.number).toBeGreaterThan(later.number);
    const waiting = expect(bench.manager.nextFrame(1e9)).rejects.toMatchObject({ code: 'camera.notInLiveView' });
    await bench.manager.stopLiveView();
    await waiting;
    expect(bench.source.on).toBe(false);
    expect(bench.manager.state.condition).toBe('ready');
  });

  it('gives a reader who comes late the newest frame, not the ones that were missed', async () => {
    bench = await connectedBench(10_000);
    await bench.manager.startLiveView();
    await bench.manager.nextFrame(5);
    const late = await bench.manager.nextFrame(1);
    expect(late.number).toBeGreaterThanOrEqual(6);
  });
});

describe('a camera whose cable is pulled', () => {
  it('says so to whoever waits for a frame, and is back by itself', async () => {
    bench = await connectedBench(10_000);
    await bench.manager.startLiveView();
    await bench.manager.nextFrame(0);
    const waiting = expect(bench.manager.nextFrame(1e9)).rejects.toMatchObject({ code: 'usb.unplugged' });
    bench.bus.unplug(bench.model);
    await waiting;
    expect(bench.manager.state).toMatchObject({ condition: 'absent', fault: 'usb.unplugged' });
    await expect(bench.manager.nextFrame(0)).rejects.toMatchObject({ code: 'camera.absent' });
    await expect(bench.manager.startLiveView()).rejects.toMatchObject({ code: 'camera.absent' });
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.absent' });
    bench.bus.plug(bench.model);
    await reaches(bench.manager, 'ready');
    await bench.manager.startLiveView();
    expect((await bench.manager.nextFrame(0)).number).toBe(1);
  });

  it('is noticed while nothing goes on', async () => {
    bench = await connectedBench(10_000);
    bench.bus.unplug(bench.model);
    expect(await reaches(bench.manager, 'absent')).toMatchObject({ fault: 'usb.unplugged' });
  });

  it.each([1, 512, 100_000, 1_048_600, 1_400_000])(
    'at byte %i of a download ends it, and the next one is whole',
    async (byte) => {
      bench = await connectedBench(3_000_000);
      bench.model.faults.unplugAtByte = byte;
      await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'usb.unplugged' });
      expect(bench.bus.isPlugged(bench.model)).toBe(false);
      expect(bench.manager.state).toMatchObject({ condition: 'absent', fault: 'usb.unplugged' });
      bench.bus.plug(bench.model);
      await reaches(bench.manager, 'ready');
      const { jpeg } = await bench.manager.capture();
      expect(Buffer.compare(jpeg, bench.source.exposures.at(-1)!)).toBe(0);
    },
  );
});

describe('a camera that falls silent', () => {
  it('is faulty, and is connected anew when it answers again', async () => {
    bench = await connectedBench(10_000);
    bench.model.faults.silent = true;
    await expect(bench.manager.startLiveView()).rejects.toMatchObject({ code: 'usb.timeout' });
    expect(bench.manager.state).toMatchObject({ condition: 'faulty', fault: 'usb.timeout' });
    bench.model.faults.silent = false;
    await reaches(bench.manager, 'ready');
    expect((await bench.manager.capture()).jpeg.length).toBeGreaterThan(1000);
  }, 40_000);
});

describe('a camera on a bus', () => {
  it('that another program holds is reported as busy, and taken when it is let go', async () => {
    bench = await connectedBench(10_000);
    const other = new CameraManager({ bus: bench.bus });
    expect(
      await new Promise((resolve) => other.onState((state) => state.fault !== undefined && resolve(state))),
    ).toMatchObject({
      condition: 'absent',
      fault: 'usb.busy',
    });
    await expect(other.capture()).rejects.toMatchObject({ code: 'usb.busy' });
    await bench.manager.close();
    await reaches(other, 'ready');
    await other.close();
  });

  it('is found when it comes later, and left in order', async () => {
    bench = await connectedBench(10_000);
    const bus = new PracticeBus();
    const source = await TestSource.make(10_000);
    const model = new CameraModel(source);
    const manager = new CameraManager({ bus });
    expect(manager.state).toEqual({ condition: 'absent' });
    bus.plug(model);
    await reaches(manager, 'ready');
    await manager.startLiveView();
    await manager.nextFrame(0);
    await manager.close();
    expect(source.on).toBe(false);
    await expect(manager.capture()).rejects.toMatchObject({ code: 'camera.absent' });
  });
});

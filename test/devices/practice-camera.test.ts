import { afterEach, describe, expect, it } from 'vitest';
import { INVALID_OBJECT_HANDLE, DEVICE_BUSY } from '../../src-main/devices/camera/ptp/response.ts';
import {
  GET_PARTIAL_OBJECT,
  REMOTE_RELEASE_ON,
  TRANSFER_COMPLETE,
} from '../../src-main/devices/camera/canon/canon-codes.ts';
import type { Bench } from './camera-bench.ts';
import { connectedBench, reaches } from './camera-bench.ts';

let bench: Bench;
afterEach(() => bench.manager.close());

describe('a connected camera', () => {
  it('says which it is', async () => {
    bench = await connectedBench();
    expect(bench.manager.state).toEqual({ condition: 'ready', model: 'Canon EOS 250D', serialNumber: 'PRACTICE1' });
    expect(bench.states.map((state) => state.condition)).toEqual(['connecting', 'ready']);
  });

  it('delivers the picture byte for byte, in pieces, and takes a second one', async () => {
    bench = await connectedBench(3_000_000);
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
    const waiting = bench.manager.nextFrame(1e9);
    await bench.manager.stopLiveView();
    await expect(waiting).rejects.toMatchObject({ code: 'camera.notInLiveView' });
    expect(bench.source.on).toBe(false);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import * as nikon from '../../src-main/devices/camera/nikon/nikon-codes.ts';
import { ptpCamera } from '../../src-main/devices/camera/ptp-camera.ts';
import { systemClock } from '../../src-main/devices/device-clock.ts';
import { NikonModel } from '../../src-main/devices/practice/nikon-model.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { TestSource } from './camera-bench.ts';
import { closeManaged } from './managed-camera.ts';
import { expectPicture, nikonBench } from './nikon-bench.ts';

afterEach(closeManaged);

describe('the live view of a Nikon body', () => {
  it('passes over the damaged first frame and goes on over a capture', async () => {
    const bench = await nikonBench();
    await bench.manager.startLiveView();
    const first = await bench.manager.nextFrame(0);
    expect([...first.jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect([...first.jpeg.subarray(-2)]).toEqual([0xff, 0xd9]);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
    expect((await bench.manager.nextFrame(first.number + 2)).number).toBeGreaterThan(first.number + 2);
    expect(bench.model.body.properties.get(nikon.RECORDING_MEDIA)).toBe(1);
    await bench.manager.stopLiveView();
    expect(bench.source.on).toBe(false);
  });

  it('is started again by the driver when the body ends it', async () => {
    const model = new NikonModel(await TestSource.make(10_000));
    model.luck.framesUntilEnd = 4;
    const bus = new PracticeBus();
    bus.plug(model);
    const [candidate] = await bus.list();
    const device = await candidate!.open(ptpCamera.match);
    const camera = await ptpCamera.connect(device, systemClock);
    await camera.startLiveView();
    for (let frames = 0; frames < 10; frames += 1) expect((await camera.liveFrame()).length).toBeGreaterThan(100);
    await camera.leave();
    await device.close();
  });

  it.each([
    [8, 'camera.batteryLow'],
    [14, 'camera.cardMissing'],
    [17, 'camera.tooHot'],
    [18, 'camera.storeFull'],
    [19, 'camera.cardMissing'],
    [20, 'camera.cardMissing'],
    [22, 'camera.mirrorUp'],
    [24, 'camera.busy'],
    [4, 'camera.busy'],
    [15, 'camera.busy'],
    [31, 'camera.refused'],
  ])('is not started while bit %i is against it', async (bit, code) => {
    const bench = await nikonBench();
    bench.model.luck.prohibited = 2 ** bit;
    await expect(bench.manager.startLiveView()).rejects.toMatchObject({ code });
    bench.model.luck.prohibited = 0;
    await bench.manager.startLiveView();
    await bench.manager.nextFrame(0);
  });

  it('is started although a picture was left in the memory', async () => {
    const bench = await nikonBench();
    bench.model.faults.answer(0x1008, 0x2002, 1);
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.refused' });
    await bench.manager.startLiveView();
    await bench.manager.nextFrame(0);
  });

  it('moves the lens, nearer and farther, to its end and not beyond', async () => {
    const { manager, model } = await nikonBench();
    await expect(manager.moveFocus(1)).rejects.toMatchObject({ code: 'camera.notInLiveView' });
    await manager.startLiveView();
    await manager.moveFocus(-2);
    const near = model.body.lens;
    expect(near).toBeLessThan(0);
    await manager.moveFocus(3);
    expect(model.body.lens).toBeGreaterThan(0);
    await manager.moveFocus(3);
    await manager.moveFocus(3);
  });

  it('is said to be missing where the body has none', async () => {
    const { manager } = await nikonBench({ without: [nikon.START_LIVE_VIEW] });
    expect(manager.state.details).toMatchObject({ liveView: false });
    await expect(manager.startLiveView()).rejects.toMatchObject({ code: 'camera.noLiveView' });
    expect(manager.state.condition).toBe('ready');
  });

  it('is off, and the card in use again, when the body is left', async () => {
    const bench = await nikonBench();
    await bench.manager.startLiveView();
    await bench.manager.nextFrame(0);
    await bench.manager.close();
    expect(bench.source.on).toBe(false);
    expect(bench.model.body.properties.get(nikon.RECORDING_MEDIA)).toBe(0);
  });
});

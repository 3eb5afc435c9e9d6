import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { GET_PARTIAL_OBJECT } from '../../src-main/devices/camera/ptp/operations.ts';
import { GenericModel } from '../../src-main/devices/practice/generic-model.ts';
import { NikonModel } from '../../src-main/devices/practice/nikon-model.ts';
import type { Bench } from './bench/bench.ts';
import { openBench } from './bench/bench.ts';
import { benchMissing } from './bench/missing.ts';
import { reaches, TestSource } from './camera-bench.ts';

describe.skipIf(benchMissing() !== undefined)('Nikon bodies and cameras of the standard on real wires', () => {
  let bench: Bench;
  let source: TestSource;
  let manager: CameraManager;
  let models: readonly [nikon: NikonModel, generic: GenericModel];
  beforeAll(async () => {
    source = await TestSource.make(2_500_000);
    models = [new NikonModel(source), new GenericModel(source)];
    bench = await openBench();
    manager = new CameraManager({ bus: bench.bus() });
  });
  afterAll(async () => {
    await manager.close();
    await bench.close();
  });

  async function takesWholePicture(): Promise<void> {
    const { jpeg } = await manager.capture();
    expect(Buffer.compare(jpeg, source.exposures.at(-1)!)).toBe(0);
  }

  it('a Nikon body is connected, shows live view, takes pictures meanwhile, and changes its settings', async () => {
    bench.plug(models[0]);
    await reaches(manager, 'ready');
    expect(manager.state).toMatchObject({ model: 'Nikon D7500', details: { driver: 'Nikon', battery: 80 } });
    await manager.startLiveView();
    await manager.nextFrame(2);
    await takesWholePicture();
    await takesWholePicture();
    await manager.nextFrame(4);
    await manager.moveFocus(-1);
    expect(models[0].body.lens).toBeLessThan(0);
    await manager.stopLiveView();
    await manager.changeSetting('shutter', 40);
    expect((await manager.settings()).find(({ name }) => name === 'shutter')).toMatchObject({ label: '1/250' });
  });

  it('a Nikon body gets no command before the answer to the one before has been read', async () => {
    const before = models[0].outOfTurn;
    await takesWholePicture();
    expect(models[0].outOfTurn).toBe(before);
  });

  it('a Nikon body may refuse a piece in the middle, and the next picture is whole', async () => {
    models[0].faults.answerLater(GET_PARTIAL_OBJECT, 0x2019, 1);
    await expect(manager.capture()).rejects.toMatchObject({ code: 'camera.busy' });
    expect(manager.state.condition).toBe('ready');
    await takesWholePicture();
  });

  it.each(['splitHeader', 'unknownLength'] as const)('a Nikon body may send its picture with %s', async (fault) => {
    models[0].faults.nextDataOf = GET_PARTIAL_OBJECT;
    models[0].faults.nextData = fault;
    await takesWholePicture();
    expect(models[0].faults.nextData).toBeUndefined();
  });

  it.each(['cut', 'wrongTransaction', 'hugeLength'] as const)(
    'a Nikon body is connected anew after data that is %s',
    async (fault) => {
      models[0].faults.nextDataOf = GET_PARTIAL_OBJECT;
      models[0].faults.nextData = fault;
      await expect(manager.capture()).rejects.toMatchObject({ code: 'camera.protocol' });
      await reaches(manager, 'ready');
      await takesWholePicture();
    },
  );

  it('a stall in the middle is cleared', async () => {
    models[0].faults.stallNextIn = true;
    await takesWholePicture();
  });

  it('its cable is pulled in the middle of the picture, and the other camera takes over', async () => {
    bench.plug(models[1]);
    models[0].faults.unplugAt = { operation: GET_PARTIAL_OBJECT };
    await expect(manager.capture()).rejects.toMatchObject({ code: 'usb.unplugged' });
    await reaches(manager, 'ready');
    expect(manager.state).toMatchObject({ model: 'Still Camera', details: { driver: 'generic PTP', liveView: false } });
    await takesWholePicture();
    expect(models[1].body.card.size).toBe(0);
    await expect(manager.startLiveView()).rejects.toMatchObject({ code: 'camera.noLiveView' });
  });

  it.each([1, 1_100_000])('the cable of a camera of the standard is pulled at byte %i', async (byte) => {
    models[1].faults.unplugAtByte = 200 + byte;
    await expect(manager.capture()).rejects.toMatchObject({ code: 'usb.unplugged' });
    await reaches(manager, 'absent');
    bench.plug(models[1]);
    await reaches(manager, 'ready');
    await takesWholePicture();
  });
});

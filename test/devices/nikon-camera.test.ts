import { afterEach, describe, expect, it } from 'vitest';
import * as nikon from '../../src-main/devices/camera/nikon/nikon-codes.ts';
import { DELETE_OBJECT, GET_PARTIAL_OBJECT } from '../../src-main/devices/camera/ptp/operations.ts';
import { FOCUS_MODE, FOCUS_MODE_MANUAL } from '../../src-main/devices/camera/ptp/property-words.ts';
import type { NikonOptions } from '../../src-main/devices/practice/nikon-model.ts';
import { reaches } from './camera-bench.ts';
import { closeManaged, hurriedClock } from './managed-camera.ts';
import { expectPicture, nikonBench } from './nikon-bench.ts';

afterEach(closeManaged);

describe('a Nikon body', () => {
  it('says which it is, and how full its battery is', async () => {
    const { manager } = await nikonBench();
    expect(manager.state).toMatchObject({
      condition: 'ready',
      model: 'Nikon D7500',
      serialNumber: 'PRACTICE2',
      firmware: 'V1.10',
      details: { driver: 'Nikon', liveView: true, battery: 80 },
    });
  });

  it('delivers the picture byte for byte, in pieces, takes a second one, and keeps none', async () => {
    const bench = await nikonBench({}, 3_000_000);
    const first = await bench.manager.capture();
    expect(first.jpeg.length).toBeGreaterThan(1024 * 1024);
    expectPicture(bench, first.jpeg);
    expect(first).toMatchObject({ fileName: 'DSC_0001.JPG', cameraModel: 'Nikon D7500' });
    expect((await bench.manager.capture()).fileName).toBe('DSC_0002.JPG');
    expect(
      bench.model.body.perform({ operation: 0x1008, parameters: [nikon.SDRAM_HANDLE], data: new Uint8Array(0) }),
    ).toEqual({
      response: 0x2009,
    });
  });

  it.each<[string, NikonOptions]>([
    ['the release with focus into memory', { without: [nikon.CAPTURE_IN_MEDIA] }],
    ['the oldest release', { without: [nikon.CAPTURE_IN_MEDIA, nikon.AF_CAPTURE_SDRAM] }],
    ['events of the newer kind', { without: [nikon.GET_EVENT], besides: [nikon.GET_EVENT_EX] }],
    ['whole objects only', { without: [GET_PARTIAL_OBJECT] }],
  ])('works with %s', async (_, options) => {
    const bench = await nikonBench(options, 1_500_000);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
    await bench.manager.startLiveView();
    await bench.manager.nextFrame(0);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
    expect((await bench.manager.nextFrame(3)).number).toBeGreaterThan(3);
  });

  it.each(['nameless', 'completion'] as const)(
    'is asked for its picture by the known number when it tells by %s',
    async (tells) => {
      const bench = await nikonBench();
      bench.model.luck.tells = tells;
      expectPicture(bench, (await bench.manager.capture()).jpeg);
    },
  );

  it('is asked again with one parameter, as the D3X wants it', async () => {
    const bench = await nikonBench();
    bench.model.luck.oneParameter = true;
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it('may have dropped the picture when it is told to delete it', async () => {
    const bench = await nikonBench();
    bench.model.faults.answer(DELETE_OBJECT, 0x2009, 1);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it('passes over the raw file that comes with the picture', async () => {
    const bench = await nikonBench();
    bench.model.luck.rawFirst = true;
    expect((await bench.manager.capture()).fileName).toBe('DSC_0001.JPG');
  });
});

describe('a Nikon body that has bad luck', () => {
  it('says that there is no focus, and takes the picture when there is, or by hand', async () => {
    const bench = await nikonBench();
    bench.model.luck.noFocus = true;
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.noFocus' });
    await expect(bench.manager.focus()).rejects.toMatchObject({ code: 'camera.noFocus' });
    expect(bench.source.exposures).toHaveLength(0);
    await bench.manager.changeSetting('focusMode', FOCUS_MODE_MANUAL);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
    bench.model.luck.noFocus = false;
    bench.model.body.properties.put(FOCUS_MODE, 0x80_10);
    await bench.manager.focus();
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it.each([0x2019, nikon.INVALID_STATUS, 0xa200])('waits when it answers the release with %i', async (response) => {
    const bench = await nikonBench();
    bench.model.faults.answer(nikon.CAPTURE_IN_MEDIA, response, 6);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it.each([
    [0xa009, 'camera.mirrorUp'],
    [0xa207, 'camera.mirrorUp'],
    [0x200c, 'camera.storeFull'],
    [0x2013, 'camera.cardMissing'],
    [0xa001, 'camera.refused'],
    [0xa008, 'camera.refused'],
    [0x2002, 'camera.refused'],
  ])('gives answer %i to a release its meaning', async (response, code) => {
    const bench = await nikonBench();
    bench.model.faults.answer(nikon.CAPTURE_IN_MEDIA, response, 1);
    await expect(bench.manager.capture()).rejects.toMatchObject({ code });
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it('says so when it stays busy', async () => {
    const bench = await nikonBench({}, 40_000, hurriedClock());
    bench.model.faults.answer(nikon.CAPTURE_IN_MEDIA, 0x2019, 1_000);
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.busy' });
    expect(bench.manager.state.condition).toBe('ready');
  });

  it('says that what is no JPEG is no picture', async () => {
    const bench = await nikonBench();
    bench.source.expose = () => Promise.resolve(new Uint8Array(5_000));
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.noPicture' });
  });

  it.each(['cut', 'wrongTransaction', 'hugeLength'] as const)(
    'gets a new session after data that is %s',
    async (fault) => {
      const bench = await nikonBench();
      bench.model.faults.nextDataOf = GET_PARTIAL_OBJECT;
      bench.model.faults.nextData = fault;
      await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.protocol' });
      expect(bench.manager.state).toMatchObject({ condition: 'faulty', fault: 'camera.protocol' });
      await reaches(bench.manager, 'ready');
      expectPicture(bench, (await bench.manager.capture()).jpeg);
    },
  );

  it('gets a new session after a response of another transaction', async () => {
    const bench = await nikonBench();
    bench.model.faults.wrongResponseTo = nikon.CAPTURE_IN_MEDIA;
    bench.model.faults.wrongResponse = true;
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.protocol' });
    await reaches(bench.manager, 'ready');
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it.each(['splitHeader', 'unknownLength'] as const)('may send its picture with %s', async (fault) => {
    const bench = await nikonBench({}, 1_500_000);
    bench.model.faults.nextDataOf = GET_PARTIAL_OBJECT;
    bench.model.faults.nextData = fault;
    expectPicture(bench, (await bench.manager.capture()).jpeg);
    expect(bench.model.faults.nextData).toBeUndefined();
  });

  it.each([nikon.CAPTURE_IN_MEDIA, nikon.DEVICE_READY, 0x1008, GET_PARTIAL_OBJECT, DELETE_OBJECT])(
    'whose cable is pulled at operation %i is back by itself',
    async (operation) => {
      const bench = await nikonBench();
      bench.model.faults.unplugAt = { operation };
      await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'usb.unplugged' });
      expect(bench.manager.state).toMatchObject({ condition: 'absent', fault: 'usb.unplugged' });
      bench.bus.plug(bench.model);
      await reaches(bench.manager, 'ready');
      expectPicture(bench, (await bench.manager.capture()).jpeg);
    },
  );
});

import { afterEach, describe, expect, it } from 'vitest';
import * as nikon from '../../src-main/devices/camera/nikon/nikon-codes.ts';
import { DELETE_OBJECT, GET_PARTIAL_OBJECT } from '../../src-main/devices/camera/ptp/operations.ts';
import { FOCUS_MODE, FOCUS_MODE_MANUAL } from '../../src-main/devices/camera/ptp/property-words.ts';
import { ptpCamera } from '../../src-main/devices/camera/ptp-camera.ts';
import { systemClock } from '../../src-main/devices/device-clock.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import type { DeviceClock } from '../../src-main/devices/device-clock.ts';
import { NikonModel, type NikonOptions } from '../../src-main/devices/practice/nikon-model.ts';
import { reaches, TestSource } from './camera-bench.ts';
import { closeManaged, connected, hurriedClock, type ManagedCamera } from './managed-camera.ts';

afterEach(closeManaged);

interface NikonBench extends ManagedCamera {
  readonly model: NikonModel;
  readonly source: TestSource;
}

async function nikonBench(options: NikonOptions = {}, bytes = 40_000, clock?: DeviceClock): Promise<NikonBench> {
  const source = await TestSource.make(bytes);
  const model = new NikonModel(source, options);
  return { ...(await connected(model, clock === undefined ? {} : { clock })), model, source };
}

function expectPicture(bench: NikonBench, jpeg: Uint8Array): void {
  expect(Buffer.compare(jpeg, bench.source.exposures.at(-1)!)).toBe(0);
}

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
      bench.model.faults.unplugAt = operation;
      await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'usb.unplugged' });
      expect(bench.manager.state).toMatchObject({ condition: 'absent', fault: 'usb.unplugged' });
      bench.bus.plug(bench.model);
      await reaches(bench.manager, 'ready');
      expectPicture(bench, (await bench.manager.capture()).jpeg);
    },
  );
});

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

describe('the settings of a Nikon body', () => {
  it('are read with what may be chosen, in words', async () => {
    const { manager } = await nikonBench();
    const settings = await manager.settings();
    const words = settings.map(
      ({ name, label, choices }) => `${name}: ${label} of ${choices.map((each) => each.label).join(' ')}`,
    );
    expect(words).toEqual([
      'mode: P of ',
      'aperture: f/5.6 of f/2.8 f/4 f/5.6 f/8 f/11',
      'shutter: 1/125 of 1/1000 1/500 1/250 1/125 1/60 1/30 1/2 1 s 2 s',
      'iso: ISO 200 of ISO 100 ISO 200 ISO 400 ISO 800 ISO 1600',
      'exposureCompensation: 0 of -1 -2/3 -1/3 0 +1/3 +2/3 +1',
      'whiteBalance: daylight of auto daylight fluorescent tungsten flash cloudy shade colour temperature',
      'focusMode: AF-S of manual AF-S AF-C AF-A',
      'colourTemperature: 5000 K of 3000 K 4000 K 5000 K 5600 K 6500 K',
    ]);
  });

  it('are changed on the body, also where they are negative', async () => {
    const { manager, model } = await nikonBench();
    await manager.changeSetting('aperture', 800);
    await manager.changeSetting('exposureCompensation', -667);
    await manager.changeSetting('colourTemperature', 5_600);
    expect([0x5007, 0x5010, nikon.COLOUR_TEMPERATURE].map((code) => model.body.properties.get(code))).toEqual([
      800, -667, 5_600,
    ]);
    expect((await manager.settings()).find(({ name }) => name === 'exposureCompensation')).toMatchObject({
      value: -667,
      label: '-2/3',
    });
  });

  it('are waited for while the body is busy', async () => {
    const { manager, model } = await nikonBench();
    model.faults.answer(0x1016, 0x2019, 5);
    await manager.changeSetting('iso', 800);
    expect(model.body.properties.get(0x500f)).toBe(800);
  });

  it('are refused when the body does not have them, does not offer the value, refuses it, or keeps another', async () => {
    const { manager, model } = await nikonBench();
    const refused = { code: 'camera.settingRefused' };
    await expect(manager.changeSetting('imageFormat', 1)).rejects.toMatchObject(refused);
    await expect(manager.changeSetting('iso', 123)).rejects.toMatchObject(refused);
    await expect(manager.changeSetting('mode', 1)).rejects.toMatchObject(refused);
    model.faults.answer(0x1016, 0x200f, 1);
    await expect(manager.changeSetting('iso', 800)).rejects.toMatchObject(refused);
    model.body.properties.stubborn = true;
    await expect(manager.changeSetting('iso', 800)).rejects.toMatchObject(refused);
    expect(manager.state.condition).toBe('ready');
  });
});

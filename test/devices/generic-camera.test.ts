import { afterEach, describe, expect, it } from 'vitest';
import * as ptp from '../../src-main/devices/camera/ptp/operations.ts';
import { GenericModel, type GenericOptions } from '../../src-main/devices/practice/generic-model.ts';
import { reaches, TestSource } from './camera-bench.ts';
import { closeManaged, connected, type ManagedCamera } from './managed-camera.ts';

afterEach(closeManaged);

interface GenericBench extends ManagedCamera {
  readonly model: GenericModel;
  readonly source: TestSource;
}

async function genericBench(options: GenericOptions = {}, bytes = 40_000): Promise<GenericBench> {
  const source = await TestSource.make(bytes);
  const model = new GenericModel(source, options);
  return { ...(await connected(model)), model, source };
}

function expectPicture(bench: GenericBench, jpeg: Uint8Array): void {
  expect(Buffer.compare(jpeg, bench.source.exposures.at(-1)!)).toBe(0);
}

describe('a camera that knows the standard alone', () => {
  it('says which it is, that it has no live view, and how full its battery is', async () => {
    const { manager } = await genericBench();
    expect(manager.state).toMatchObject({
      model: 'Still Camera',
      serialNumber: 'PRACTICE3',
      details: { driver: 'generic PTP', liveView: false, battery: 80 },
    });
    await expect(manager.startLiveView()).rejects.toMatchObject({ code: 'camera.noLiveView' });
    await expect(manager.focus()).rejects.toMatchObject({ code: 'camera.refused' });
    await expect(manager.moveFocus(1)).rejects.toMatchObject({ code: 'camera.refused' });
    expect(manager.state.condition).toBe('ready');
  });

  it('delivers the picture byte for byte, in pieces, and leaves none on its card', async () => {
    const bench = await genericBench({}, 3_000_000);
    const first = await bench.manager.capture();
    expectPicture(bench, first.jpeg);
    expect(first.fileName).toBe('IMG_0001.JPG');
    expectPicture(bench, (await bench.manager.capture()).jpeg);
    expect(bench.model.body.card.size).toBe(0);
  });

  it.each<[string, GenericOptions]>([
    ['gives whole objects only', { without: [ptp.GET_PARTIAL_OBJECT] }],
    ['cannot delete', { without: [ptp.DELETE_OBJECT] }],
    ['tells no storages', { without: [ptp.GET_STORAGE_IDS] }],
    ['has no settings', { info: { properties: [] } }],
  ])('works when it %s', async (_, options) => {
    const bench = await genericBench(options, 1_500_000);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it('is looked through for the picture when it sends no events', async () => {
    const bench = await genericBench({ without: [ptp.DELETE_OBJECT] });
    await bench.manager.capture();
    bench.model.luck.noEvents = true;
    const second = await bench.manager.capture();
    expect(second.fileName).toBe('IMG_0002.JPG');
    expectPicture(bench, second.jpeg);
  });

  it('passes over the raw file, and says so when there is nothing else', async () => {
    const bench = await genericBench();
    bench.model.luck.raw = 'before';
    expectPicture(bench, (await bench.manager.capture()).jpeg);
    bench.model.luck.raw = 'only';
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.noPicture' });
  }, 10_000);

  it('need not know how large its objects are', async () => {
    const bench = await genericBench({}, 1_500_000);
    bench.model.luck.sizeless = true;
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });
});

describe('a camera that knows the standard alone and has bad luck', () => {
  it('without a card, or with a full one, says so and takes the next picture', async () => {
    const bench = await genericBench();
    bench.model.luck.noCard = true;
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.cardMissing' });
    expect(bench.source.exposures).toHaveLength(0);
    bench.model.luck.noCard = false;
    bench.model.luck.full = true;
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.storeFull' });
    bench.model.luck.full = false;
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it.each([
    [0x200c, 'camera.storeFull'],
    [0x2013, 'camera.cardMissing'],
    [0x200f, 'camera.refused'],
    [0x2018, 'camera.refused'],
  ])('gives answer %i to a release its meaning', async (response, code) => {
    const bench = await genericBench();
    bench.model.faults.answer(ptp.INITIATE_CAPTURE, response, 1);
    await expect(bench.manager.capture()).rejects.toMatchObject({ code });
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it('is asked again while it is busy', async () => {
    const bench = await genericBench();
    bench.model.faults.answer(ptp.INITIATE_CAPTURE, 0x2019, 5);
    bench.model.faults.answer(ptp.GET_OBJECT_INFO, 0x2019, 5);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it('is asked for the whole picture when it refuses the first piece', async () => {
    const bench = await genericBench();
    bench.model.faults.answer(ptp.GET_PARTIAL_OBJECT, 0x2005, 1);
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });

  it('that sends its picture in crumbs is not listened to for ever', async () => {
    const bench = await genericBench();
    bench.model.luck.crumbs = true;
    await expect(bench.manager.capture()).rejects.toMatchObject({
      code: 'camera.protocol',
      detail: { what: 'piece' },
    });
  });

  it.each(['cut', 'wrongTransaction', 'hugeLength'] as const)(
    'gets a new session after data that is %s',
    async (fault) => {
      const bench = await genericBench({ without: [ptp.GET_PARTIAL_OBJECT] }, 1_500_000);
      bench.model.faults.nextDataOf = ptp.GET_OBJECT;
      bench.model.faults.nextData = fault;
      await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.protocol' });
      await reaches(bench.manager, 'ready');
      expectPicture(bench, (await bench.manager.capture()).jpeg);
    },
  );

  it.each([1, 512, 700_000, 1_400_000])('whose cable is pulled at byte %i is back by itself', async (byte) => {
    const bench = await genericBench({ without: [ptp.GET_PARTIAL_OBJECT] }, 1_500_000);
    bench.model.faults.unplugAtByte = byte + 60; // what is sent before the picture: storages, handles, its description
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'usb.unplugged' });
    bench.bus.plug(bench.model);
    await reaches(bench.manager, 'ready');
    expectPicture(bench, (await bench.manager.capture()).jpeg);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import {
  FOCUS_MODE,
  GET_PARTIAL_OBJECT,
  GET_VIEWFINDER_DATA,
  REMOTE_RELEASE_ON,
  SET_REMOTE_MODE,
  TRANSFER_COMPLETE,
} from '../../src-main/devices/camera/canon/canon-codes.ts';
import { speaksEosTether, mayCloseSession } from '../../src-main/devices/camera/canon/canon-quirks.ts';
import {
  GET_OBJECT,
  GET_PARTIAL_OBJECT as STANDARD_PARTIAL_OBJECT,
} from '../../src-main/devices/camera/ptp/operations.ts';
import type { Bench } from './camera-bench.ts';
import { connectedBench, reaches } from './camera-bench.ts';

let bench: Bench;
afterEach(() => bench.manager.close());

describe('a camera that has bad luck', () => {
  it('says that there is no focus, and takes the picture when there is', async () => {
    bench = await connectedBench();
    bench.model.faults.noFocus = true;
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.noFocus' });
    expect(bench.manager.state.condition).toBe('ready');
    expect(bench.source.exposures).toHaveLength(0);
    bench.model.faults.noFocus = false;
    expect((await bench.manager.capture()).fileName).toBe('IMG_0001.JPG');
  });

  it('is asked again when it refuses the release as busy, and says so when it stays busy', async () => {
    bench = await connectedBench();
    bench.model.faults.answer(REMOTE_RELEASE_ON, 0x2019, 2);
    expect((await bench.manager.capture()).jpeg.length).toBeGreaterThan(1000);
    bench.model.faults.answer(REMOTE_RELEASE_ON, 0x2019, 50);
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.busy' });
    bench.model.faults.answer(REMOTE_RELEASE_ON, 0x2019, 0);
    expect((await bench.manager.capture()).jpeg.length).toBeGreaterThan(1000);
  });

  it.each([
    [0xa101, 'camera.batteryLow'],
    [0xa106, 'camera.storeFull'],
    [0xa005, 'camera.refused'],
    [0x200c, 'camera.storeFull'],
    [0x2002, 'camera.refused'],
  ])('gives response %i of the release its meaning', async (response, code) => {
    bench = await connectedBench(10_000);
    bench.model.faults.answer(REMOTE_RELEASE_ON, response, 1);
    await expect(bench.manager.capture()).rejects.toMatchObject({ code });
  });

  it('waits while frames are not ready', async () => {
    bench = await connectedBench(10_000);
    await bench.manager.startLiveView();
    bench.model.faults.answer(GET_VIEWFINDER_DATA, 0xa102, 12);
    expect((await bench.manager.nextFrame(2)).number).toBeGreaterThan(2);
    bench.model.faults.answer(GET_VIEWFINDER_DATA, 0x2019, 5);
    expect((await bench.manager.nextFrame(4)).number).toBeGreaterThan(4);
  });

  it('repeats that the picture has arrived while the camera is busy with it', async () => {
    bench = await connectedBench(10_000);
    bench.model.faults.answer(TRANSFER_COMPLETE, 0x2019, 4);
    await bench.manager.capture();
    expect((await bench.manager.capture()).fileName).toBe('IMG_0002.JPG');
  });

  it('gives up a picture that could not be fetched, so that the next can be taken', async () => {
    bench = await connectedBench(10_000);
    const fetches = [GET_PARTIAL_OBJECT, STANDARD_PARTIAL_OBJECT, GET_OBJECT];
    for (const operation of fetches) bench.model.faults.answer(operation, 0x2002, 9);
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.refused' });
    for (const operation of fetches) bench.model.faults.answer(operation, 0x2002, 0);
    expect((await bench.manager.capture()).fileName).toBe('IMG_0002.JPG');
  });

  it('delivers the same bytes after a stall, with a header apart, and with an unknown length', async () => {
    bench = await connectedBench(100_000);
    bench.model.faults.stallNextIn = true;
    expect(Buffer.compare((await bench.manager.capture()).jpeg, bench.source.exposures[0]!)).toBe(0);
    // The fault waits for the next data phase, which is a list of events; the one after is as well.
    for (const fault of ['splitHeader', 'unknownLength'] as const) {
      bench.model.faults.nextData = fault;
      expect(Buffer.compare((await bench.manager.capture()).jpeg, bench.source.exposures[0]!)).toBe(0);
      expect(bench.model.faults.nextData).toBeUndefined();
    }
    expect(bench.states.some((state) => state.condition === 'faulty')).toBe(false);
  });

  it.each(['cut', 'wrongTransaction'] as const)('opens a new session after a container that is %s', async (fault) => {
    bench = await connectedBench(10_000);
    bench.model.faults.nextData = fault;
    await expect(bench.manager.capture()).rejects.toMatchObject({ code: 'camera.protocol' });
    expect(bench.manager.state).toMatchObject({ condition: 'faulty', fault: 'camera.protocol' });
    await reaches(bench.manager, 'ready');
    expect(Buffer.compare((await bench.manager.capture()).jpeg, bench.source.exposures.at(-1)!)).toBe(0);
  });

  it('does without focus in manual mode', async () => {
    bench = await connectedBench(10_000);
    bench.model.setProperty(FOCUS_MODE, 3);
    expect((await bench.manager.capture()).jpeg.length).toBeGreaterThan(1000);
  });

  it('tries again by itself when the camera refuses to be tethered at first', async () => {
    bench = await connectedBench(10_000);
    bench.bus.unplug(bench.model);
    await reaches(bench.manager, 'absent');
    bench.model.faults.answer(SET_REMOTE_MODE, 0xa005, 1);
    bench.bus.plug(bench.model);
    const stopped = await new Promise((resolve) =>
      bench.manager.onState((state) => state.condition === 'absent' && resolve(state)),
    );
    expect(stopped).toMatchObject({ condition: 'absent', fault: 'camera.refused' });
    await reaches(bench.manager, 'ready');
  });
});

describe('bodies that differ', () => {
  it('knows those that must keep the session, and those it cannot tether', async () => {
    bench = await connectedBench(10_000);
    expect([0x32e1, 0x32da, 0x32e2, 0x3294].map(mayCloseSession)).toEqual([false, false, false, false]);
    expect(mayCloseSession(0x32e9)).toBe(true);
    const tethers = ['Canon EOS 250D', 'Canon EOS R8', 'Canon EOS 5D Mark IV'];
    const others = [
      'Canon EOS M50',
      'Canon EOS M50m2',
      'Canon EOS Kiss M',
      'Canon EOS M6 Mark II',
      'Canon PowerShot G7 X',
    ];
    expect(tethers.filter(speaksEosTether)).toEqual(tethers);
    expect(others.filter(speaksEosTether)).toEqual([]);
  });
});

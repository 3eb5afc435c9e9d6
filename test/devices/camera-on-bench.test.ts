import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  GET_PARTIAL_OBJECT,
  MIRROR_LOCKUP_STATE,
  REMOTE_RELEASE_ON,
} from '../../src-main/devices/camera/canon/canon-codes.ts';
import type { BenchCamera } from './bench-camera.ts';
import { openBenchCamera, takesWholePicture } from './bench-camera.ts';
import { benchMissing } from './bench/missing.ts';
import { reaches } from './camera-bench.ts';
import { gphoto2, gphoto2Missing } from './gphoto2-run.ts';

describe.skipIf(benchMissing() !== undefined)('a camera that has bad luck on real wires', () => {
  let camera: BenchCamera;
  beforeAll(async () => {
    camera = await openBenchCamera();
  });
  afterAll(() => camera.close());
  afterEach(() => takesWholePicture(camera));

  it('is busy at the second shot, and takes it all the same', async () => {
    camera.model.faults.busyAfterShot = 2;
    await takesWholePicture(camera);
    await takesWholePicture(camera);
    await takesWholePicture(camera);
    camera.model.faults.busyAfterShot = 0;
  });

  it.each([
    ['finds no focus', 'noFocus', 'camera.noFocus'],
    ['has a low battery', 'batteryLow', 'camera.batteryLow'],
    ['has its lens cover on', 'lensCovered', 'camera.lensCovered'],
  ] as const)('%s and says so', async (_, fault, code) => {
    camera.model.faults[fault] = true;
    await expect(camera.manager.capture()).rejects.toMatchObject({ code });
    expect(camera.manager.state.condition).toBe('ready');
    camera.model.faults[fault] = false;
  });

  it('has its mirror locked up, and says so rather than that it is busy', async () => {
    camera.model.setProperty(MIRROR_LOCKUP_STATE, 1);
    await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'camera.mirrorUp' });
    camera.model.setProperty(MIRROR_LOCKUP_STATE, 0);
  });

  it('has no card and wants one, and says so', async () => {
    camera.model.setCard(false);
    await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'camera.cardMissing' });
    camera.model.setCard(true);
  });

  it('switches itself off although it is told not to: asleep, not unplugged', async () => {
    camera.model.faults.deafToKeepOn = true;
    camera.model.getTired();
    expect(await reaches(camera.manager, 'absent')).toMatchObject({ fault: 'camera.asleep' });
    await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'camera.asleep' });
    camera.model.faults.deafToKeepOn = false;
  });

  it.each(['wrongTransaction', 'cut', 'cutHeader'] as const)(
    'sends a picture that is %s: a new session',
    async (fault) => {
      camera.model.faults.nextDataOf = GET_PARTIAL_OBJECT;
      camera.model.faults.nextData = fault;
      await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'camera.protocol' });
      expect(camera.states.at(-1)).toMatchObject({ condition: 'faulty', fault: 'camera.protocol' });
    },
  );

  it('answers for a wrong transaction: a new session', async () => {
    // Not whatever comes first: the manager keeps the camera awake meanwhile.
    camera.model.faults.wrongResponseTo = REMOTE_RELEASE_ON;
    camera.model.faults.wrongResponse = true;
    await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'camera.protocol' });
  });

  it.each(['splitHeader', 'unknownLength'] as const)(
    'sends a picture that is %s, as some do: no harm',
    async (fault) => {
      camera.model.faults.nextDataOf = GET_PARTIAL_OBJECT;
      camera.model.faults.nextData = fault;
      await takesWholePicture(camera);
      expect(camera.model.faults.nextData).toBeUndefined();
    },
  );

  it('loses the process that speaks to it in the middle of a picture, and is connected anew', async () => {
    camera.model.faults.whenSent = { bytes: 1_300_000, happens: () => camera.crashUsb() };
    await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'usb.crashed' });
    expect(camera.bench.isPlugged(camera.model)).toBe(true);
  });

  it('is held by another program: busy, and taken when that lets go', async () => {
    camera.bench.unplug(camera.model);
    await reaches(camera.manager, 'absent');
    camera.bench.plug(camera.model);
    const other = camera.bench.holdByOtherProgram(camera.model);
    const busy = new Promise((resolve) =>
      camera.manager.onState((state) => state.fault === 'usb.busy' && resolve(state)),
    );
    expect(await busy).toMatchObject({ condition: 'absent', fault: 'usb.busy' });
    await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'usb.busy' });
    expect(other.wasRobbed).toBe(false);
    other.release();
  });

  it.skipIf(gphoto2Missing() !== undefined)('is wanted by gphoto2 meanwhile, which has to wait', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gphoto2-'));
    const { code, output } = await gphoto2(camera.bench, folder, ['--capture-image-and-download']);
    expect(output).toMatch(/Could not (claim|lock)/);
    expect(code).not.toBe(0);
    await takesWholePicture(camera);
    camera.bench.unplug(camera.model);
    await reaches(camera.manager, 'absent');
    await rm(folder, { recursive: true, force: true });
  });
});

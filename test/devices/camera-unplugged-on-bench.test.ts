import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  FULL_PRESS,
  GET_PARTIAL_OBJECT,
  HALF_PRESS,
  REMOTE_RELEASE_OFF,
  REMOTE_RELEASE_ON,
  SET_EVENT_MODE,
  SET_REMOTE_MODE,
  TRANSFER_COMPLETE,
} from '../../src-main/devices/camera/canon/canon-codes.ts';
import { GET_DEVICE_INFO, OPEN_SESSION } from '../../src-main/devices/camera/ptp/operations.ts';
import type { BenchCamera } from './bench-camera.ts';
import { openBenchCamera, takesWholePicture } from './bench-camera.ts';
import { benchMissing } from './bench/missing.ts';
import { reaches } from './camera-bench.ts';

describe.skipIf(benchMissing() !== undefined)('a cable that is pulled, on real wires,', () => {
  let camera: BenchCamera;
  beforeAll(async () => {
    camera = await openBenchCamera();
  });
  afterAll(() => camera.close());

  it.each([
    ['at the half press', REMOTE_RELEASE_ON, HALF_PRESS],
    ['at the full press', REMOTE_RELEASE_ON, FULL_PRESS],
    ['when the button is let go', REMOTE_RELEASE_OFF, FULL_PRESS],
    ['at the first piece', GET_PARTIAL_OBJECT, undefined],
    ['before the word that the picture has arrived', TRANSFER_COMPLETE, undefined],
  ])('%s ends the capture, and the next picture is whole', async (...[, operation, parameter]) => {
    camera.model.faults.unplugAt = { operation, ...(parameter === undefined ? {} : { parameter }) };
    await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'usb.unplugged' });
    expect(camera.bench.isPlugged(camera.model)).toBe(false);
    await takesWholePicture(camera);
  });

  it('while the picture is waited for ends the capture', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    camera.source.exposing = () => {
      camera.bench.unplug(camera.model);
      return promise;
    };
    const capture = camera.manager.capture();
    await expect(capture).rejects.toMatchObject({ code: 'usb.unplugged' });
    camera.source.exposing = undefined;
    resolve();
    await takesWholePicture(camera);
  });

  it.each([1, 513, 1_048_576, 1_048_600, 2_000_000])('at byte %i of the download ends it', async (byte) => {
    camera.model.faults.unplugAtByte = byte;
    await expect(camera.manager.capture()).rejects.toMatchObject({ code: 'usb.unplugged' });
    expect(camera.manager.state).toMatchObject({ condition: 'absent', fault: 'usb.unplugged' });
    await takesWholePicture(camera);
  });

  it.each([
    ['DeviceInfo is asked for', GET_DEVICE_INFO],
    ['the session opens', OPEN_SESSION],
    ['remote mode is set', SET_REMOTE_MODE],
    ['events are switched on', SET_EVENT_MODE],
  ])('when %s leaves the camera absent until it is back', async (_, operation) => {
    camera.bench.unplug(camera.model);
    await reaches(camera.manager, 'absent');
    camera.model.faults.unplugAt = { operation };
    camera.bench.plug(camera.model);
    await reaches(camera.manager, 'connecting');
    expect(await reaches(camera.manager, 'absent')).toMatchObject({ fault: 'usb.unplugged' });
    await takesWholePicture(camera);
  });

  it('in live view ends it for whoever waits, and live view starts again with the cable', async () => {
    await camera.manager.startLiveView();
    await camera.manager.nextFrame(3);
    const waiting = expect(camera.manager.nextFrame(1e9)).rejects.toMatchObject({ code: 'usb.unplugged' });
    camera.bench.unplug(camera.model);
    await waiting;
    camera.bench.plug(camera.model);
    await reaches(camera.manager, 'ready');
    await camera.manager.startLiveView();
    expect((await camera.manager.nextFrame(0)).number).toBe(1);
    await camera.manager.stopLiveView();
    await takesWholePicture(camera);
  });
});

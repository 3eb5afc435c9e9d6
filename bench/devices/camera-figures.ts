import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { portraitPhoto } from '../../src-main/devices/camera/portrait-photo.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import { reaches, TestSource } from '../../test/devices/camera-bench.ts';
import { type Figure, quantile } from '../harness.ts';
import { openDeviceBench } from './device-bench.ts';
import { pictureRate } from './picture-rate.ts';

const PICTURE_BYTES = 10_000_000;
const SHOTS = 15;
const WARM_UP = 2;
const LIVE_MS = 4_000;

/**
 * Live view to whoever shows it; a shot from the button to the photo that is kept; and a picture of 10 MB
 * against bare transfers of the same bytes.
 */
export async function cameraFigures(): Promise<readonly Figure[]> {
  const bench = await openDeviceBench();
  const source = await TestSource.make(PICTURE_BYTES);
  bench.plug(new CameraModel(source));
  const manager = new CameraManager({ bus: bench.bus });
  await reaches(manager, 'ready');

  const live = await framesPerSecond(manager);
  const photo: number[] = [];
  for (let shot = 0; shot < WARM_UP + SHOTS; shot += 1) {
    const pressed = performance.now();
    await portraitPhoto((await manager.capture()).jpeg);
    if (shot >= WARM_UP) photo.push(performance.now() - pressed);
  }
  await manager.close();
  await bench.close();
  return [
    { figure: 'live_view', value: live, unit: 'frames/s', reach: { atLeast: 15 } },
    { figure: 'shutter_to_photo_p50', value: quantile(photo, 0.5), unit: 'ms' },
    { figure: 'shutter_to_photo_p99', value: quantile(photo, 0.99), unit: 'ms' },
    ...(await pictureRate()),
  ];
}

async function framesPerSecond(manager: CameraManager): Promise<number> {
  await manager.startLiveView();
  const first = (await manager.nextFrame(5)).number;
  const start = performance.now();
  let last = first;
  while (performance.now() - start < LIVE_MS) last = (await manager.nextFrame(last)).number;
  const seconds = (performance.now() - start) / 1_000;
  await manager.stopLiveView();
  return (last - first) / seconds;
}

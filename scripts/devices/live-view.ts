import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import type { CameraFrame } from '../../src-main/devices/camera/camera-port.ts';
import { Fault } from '../../src-shared/errors.ts';
import { connectCamera } from './connect-camera.ts';
import { folderOf, sayTable, type Outcome, type Tool } from './tool.ts';

/** Longer than a camera that still sends frames is silent. */
const PATIENCE_MS = 30_000;

/**
 * Counts the frames of the live view for some seconds from the first on and saves the last, or saves as
 * many frames as were asked for.
 */
export async function liveView(tool: Tool): Promise<Outcome> {
  const folder = folderOf(tool);
  const camera = await connectCamera(tool.bus);
  try {
    const { model, serialNumber } = camera.state;
    const until = tool.frames === undefined ? `for ${tool.seconds} s` : `until ${tool.frames} frames are saved`;
    tool.say(`${model ?? 'Camera'} ${serialNumber ?? ''}: live view ${until}.`);
    const asked = performance.now();
    await camera.startLiveView();
    const first = await frameAfter(camera, 0);
    const begun = performance.now();
    const seconds = (): number => (performance.now() - begun) / 1000;
    let last = first;
    let lastFrame = '';
    let [frames, bytes] = [0, 0];
    for (;;) {
      frames += 1;
      bytes += last.jpeg.length;
      if (tool.frames !== undefined) lastFrame = save(folder, `frame-${String(frames).padStart(4, '0')}.jpg`, last);
      if (tool.frames === undefined ? seconds() >= tool.seconds : frames >= tool.frames) break;
      last = await frameAfter(camera, last.number);
    }
    const counted = seconds();
    await camera.stopLiveView();
    if (tool.frames === undefined) lastFrame = save(folder, 'live-frame.jpg', last);
    const result = {
      model,
      serialNumber,
      frames,
      seconds: round(counted),
      framesPerSecond: frames === 1 ? 0 : round((frames - 1) / counted),
      skipped: last.number - first.number + 1 - frames,
      firstFrameSeconds: round((begun - asked) / 1000),
      bytesPerFrame: Math.round(bytes / frames),
      lastFrame,
    };
    sayTable(tool, {
      frames: result.frames,
      'frames/s': result.framesPerSecond,
      skipped: result.skipped,
      'first frame after': `${result.firstFrameSeconds} s`,
      'bytes a frame': result.bytesPerFrame,
      'last frame': lastFrame,
    });
    return { ok: true, result };
  } finally {
    await camera.close();
  }
}

async function frameAfter(camera: CameraManager, number: number): Promise<CameraFrame> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const patience = setTimeout(() => reject(new Fault('usb.timeout')), PATIENCE_MS);
  try {
    return await Promise.race([camera.nextFrame(number), silence]);
  } finally {
    clearTimeout(patience);
  }
}

function save(folder: string, name: string, { jpeg }: CameraFrame): string {
  const file = join(folder, name);
  writeFileSync(file, jpeg);
  return file;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CameraFrame } from '../../src-main/devices/camera/camera-port.ts';
import { connectCamera } from './connect-camera.ts';
import { sayTable, type Outcome, type Tool } from './tool.ts';

/** Counts the frames of the live view for some seconds from the first on, and saves the last. */
export async function liveView(tool: Tool): Promise<Outcome> {
  const camera = await connectCamera(tool.bus);
  try {
    const { model, serialNumber } = camera.state;
    tool.say(`${model ?? 'Camera'} ${serialNumber ?? ''}: live view for ${tool.seconds} s.`);
    const asked = performance.now();
    await camera.startLiveView();
    let last: CameraFrame = await camera.nextFrame(0);
    const first = performance.now();
    const firstNumber = last.number;
    let [frames, bytes] = [1, last.jpeg.length];
    while (performance.now() - first < tool.seconds * 1000) {
      last = await camera.nextFrame(last.number);
      frames += 1;
      bytes += last.jpeg.length;
    }
    const seconds = (performance.now() - first) / 1000;
    await camera.stopLiveView();
    const file = join(tool.out, 'live-frame.jpg');
    writeFileSync(file, last.jpeg);
    const result = {
      model,
      serialNumber,
      frames,
      seconds: round(seconds),
      framesPerSecond: round((frames - 1) / seconds),
      skipped: last.number - firstNumber + 1 - frames,
      firstFrameSeconds: round((first - asked) / 1000),
      bytesPerFrame: Math.round(bytes / frames),
      lastFrame: file,
    };
    sayTable(tool, {
      frames: result.frames,
      'frames/s': result.framesPerSecond,
      skipped: result.skipped,
      'first frame after': `${result.firstFrameSeconds} s`,
      'bytes a frame': result.bytesPerFrame,
      'last frame': file,
    });
    return { ok: true, result };
  } finally {
    await camera.close();
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { portraitPhoto } from '../../src-main/devices/camera/portrait-photo.ts';
import { connectCamera } from './connect-camera.ts';
import { sayTable, secondsSince, type Outcome, type Tool } from './tool.ts';

/** Takes a picture; saves it as the camera sent it, and as the portrait that the counter would keep. */
export async function capture(tool: Tool): Promise<Outcome> {
  const start = performance.now();
  const camera = await connectCamera(tool.bus);
  try {
    const connect = secondsSince(start);
    tool.say(`${camera.state.model ?? 'Camera'} ${camera.state.serialNumber ?? ''}: connected in ${connect} s.`);
    const released = performance.now();
    const { jpeg, fileName, cameraModel, cameraSerialNumber } = await camera.capture();
    const download = secondsSince(released);
    const taken = performance.now();
    const portrait = await portraitPhoto(jpeg);
    const develop = secondsSince(taken);
    const { width, height } = await sharp(jpeg).metadata();
    const picture = { file: join(tool.out, 'camera.jpg'), nameInCamera: fileName, width, height, bytes: jpeg.length };
    const stored = {
      file: join(tool.out, 'portrait.jpg'),
      width: portrait.width,
      height: portrait.height,
      bytes: portrait.jpeg.length,
    };
    writeFileSync(picture.file, jpeg);
    writeFileSync(stored.file, portrait.jpeg);
    sayTable(tool, {
      'released and downloaded': `${download} s`,
      picture: `${picture.file}  ${width} x ${height}, ${jpeg.length} bytes (${fileName} in the camera)`,
      'portrait made': `${develop} s`,
      portrait: `${stored.file}  ${stored.width} x ${stored.height}, ${stored.bytes} bytes`,
    });
    const seconds = { connect, capture: download, portrait: develop };
    return {
      ok: true,
      result: { model: cameraModel, serialNumber: cameraSerialNumber, picture, portrait: stored, seconds },
    };
  } finally {
    await camera.close();
  }
}

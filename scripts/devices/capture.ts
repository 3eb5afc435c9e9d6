import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { portraitPhoto } from '../../src-main/devices/camera/portrait-photo.ts';
import { connectCamera } from './connect-camera.ts';
import { fileOf, sayTable, secondsSince, type Outcome, type Tool } from './tool.ts';

/** Takes a picture; saves it as the camera sent it, and on request the portrait that the counter would keep. */
export async function capture(tool: Tool): Promise<Outcome> {
  const start = performance.now();
  const camera = await connectCamera(tool.bus);
  try {
    const connect = secondsSince(start);
    tool.say(`${camera.state.model ?? 'Camera'} ${camera.state.serialNumber ?? ''}: connected in ${connect} s.`);
    const released = performance.now();
    const { jpeg, fileName, cameraModel, cameraSerialNumber } = await camera.capture();
    const download = secondsSince(released);
    const file = fileOf(tool, 'camera.jpg');
    writeFileSync(file, jpeg);
    const { width, height } = await sizeOf(jpeg);
    const picture = { file, nameInCamera: fileName, width, height, bytes: jpeg.length };
    sayTable(tool, {
      'released and downloaded': `${download} s`,
      picture: `${file}  ${width ?? '?'} x ${height ?? '?'}, ${jpeg.length} bytes${fileName === '' ? ', without a name in the camera' : ` (${fileName} in the camera)`}`,
    });
    const result = { model: cameraModel, serialNumber: cameraSerialNumber, picture };
    if (tool.portrait === undefined)
      return { ok: true, result: { ...result, seconds: { connect, capture: download } } };
    const taken = performance.now();
    const portrait = await savePortrait(jpeg, tool.portrait);
    const seconds = { connect, capture: download, portrait: secondsSince(taken) };
    sayTable(tool, {
      'portrait made': `${seconds.portrait} s`,
      portrait: `${portrait.file}  ${portrait.width} x ${portrait.height}, ${portrait.bytes} bytes`,
    });
    return { ok: true, result: { ...result, portrait, seconds } };
  } finally {
    await camera.close();
  }
}

async function savePortrait(picture: Uint8Array, file: string) {
  const { jpeg, width, height } = await portraitPhoto(picture);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, jpeg);
  return { file, width, height, bytes: jpeg.length };
}

/** What a camera sends is saved whether this program can read it or not. */
async function sizeOf(jpeg: Uint8Array): Promise<{ width?: number; height?: number }> {
  try {
    return await sharp(jpeg).metadata();
  } catch {
    return {};
  }
}

import { Fault } from '../../../src-shared/errors.ts';

/** As long as a webcam's name is kept. */
const NAME_LENGTH = 80;

/** Wanted of a webcam: at least what a portrait needs, at best what fills one of 768 x 988 dots. */
const wanted = {
  width: { min: 640, ideal: 1920 },
  height: { min: 480, ideal: 1080 },
  frameRate: { ideal: 30 },
} as const satisfies MediaTrackConstraints;

/** Names of the webcams of this PC. Asks for leave where the browser keeps them secret. Errors: `camera.denied`. */
export async function findWebcams(): Promise<readonly string[]> {
  return (await listWebcams()).map(nameOf);
}

/**
 * Opens the webcam of that name; whoever opens it stops its tracks. Errors: `camera.denied`, `camera.absent`,
 * `usb.busy` when another program has it, `camera.badPicture` when it is too small for a portrait.
 */
export async function openWebcam(name: string): Promise<MediaStream> {
  const found = (await listWebcams()).find((device) => nameOf(device) === name);
  if (found === undefined) throw new Fault('camera.absent');
  return ask({ deviceId: { exact: found.deviceId }, ...wanted });
}

export function closeWebcam(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

async function listWebcams(): Promise<readonly MediaDeviceInfo[]> {
  const found = await webcams();
  if (found.every((device) => device.label !== '')) return found;
  // Names are told only to who may look.
  closeWebcam(await ask(true));
  return webcams();
}

async function webcams(): Promise<readonly MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === 'videoinput');
}

function nameOf({ label }: MediaDeviceInfo): string {
  return label.trim().slice(0, NAME_LENGTH);
}

async function ask(video: true | MediaTrackConstraints): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video });
  } catch (error) {
    throw toFault(error);
  }
}

/** What getUserMedia rejects with, by name (W3C Media Capture and Streams, 10.2.1). */
export function toFault(error: unknown): Fault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new Fault('camera.denied', {}, { cause: error });
    case 'NotReadableError':
    case 'AbortError':
      return new Fault('usb.busy', {}, { cause: error });
    case 'OverconstrainedError':
      return new Fault('camera.badPicture', {}, { cause: error });
    default:
      return new Fault('camera.absent', {}, { cause: error });
  }
}

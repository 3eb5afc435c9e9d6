import { Fault } from '../../../src-shared/errors.ts';
import { type LivePictures, untilFirst } from './live-pictures.ts';
import { closeWebcam, openWebcam } from './webcam.ts';

/** How much of a webcam's picture a photo keeps; the core makes it smaller. */
const QUALITY = 0.95;

/** Of a webcam of this PC: opened while somebody looks, let go at once afterwards. */
export function webcamPictures(name: string): LivePictures {
  let open: HTMLVideoElement | null = null;
  return {
    run: async (draw, signal) => {
      const stream = await openWebcam(name);
      const video = document.createElement('video');
      const ended = trackEnd(stream, signal);
      try {
        video.muted = true;
        video.srcObject = stream;
        await Promise.race([video.play(), ended]);
        open = video;
        while (!signal.aborted) {
          await Promise.race([nextFrame(video), ended]);
          if (!signal.aborted) draw({ source: video, width: video.videoWidth, height: video.videoHeight });
        }
      } finally {
        open = null;
        closeWebcam(stream);
        video.srcObject = null;
      }
    },
    untilChange: (signal) =>
      untilFirst(signal, (end) => {
        navigator.mediaDevices.addEventListener('devicechange', end);
        return () => navigator.mediaDevices.removeEventListener('devicechange', end);
      }),
    grab: async () => {
      if (open === null) throw new Fault('camera.noPicture');
      const canvas = new OffscreenCanvas(open.videoWidth, open.videoHeight);
      canvas.getContext('2d')?.drawImage(open, 0, 0);
      return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
    },
  };
}

async function nextFrame(video: HTMLVideoElement): Promise<void> {
  await new Promise<void>((resolve) => video.requestVideoFrameCallback(() => resolve()));
}

/** Rejects when the webcam is pulled out; resolves when nobody looks any more. */
function trackEnd(stream: MediaStream, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    for (const track of stream.getVideoTracks())
      track.addEventListener('ended', () => reject(new Fault('usb.unplugged')), { once: true });
  });
}

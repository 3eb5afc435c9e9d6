import { core } from '../../core/core-client.ts';
import { useStatus } from '../status/status-store.ts';

/** Longest wait before a camera in trouble is asked again, ms. */
export const ASK_AGAIN_MS = 1500;

/** One live picture, ready to be drawn; only good until the next one. */
export interface LivePicture {
  readonly source: CanvasImageSource;
  readonly width: number;
  readonly height: number;
}

/** A camera's live pictures, wherever they come from. */
export interface LivePictures {
  /** Draws each newest picture until the signal ends it; rejects with a `Fault` when the camera is in trouble. */
  readonly run: (draw: (picture: LivePicture) => void, signal: AbortSignal) => Promise<void>;
  /** Until a camera in trouble may be well again. */
  readonly untilChange: (signal: AbortSignal) => Promise<void>;
  /** The picture of this moment for a core that cannot see the camera; null where the core takes it itself. */
  readonly grab: (() => Promise<Blob>) | null;
}

/** Of a USB camera, by way of the core: the next frame is asked for when the last one is drawn. */
export const corePictures: LivePictures = {
  run: async (draw, signal) => {
    const stop = () => void core.studio.stop().catch(() => undefined);
    // At once, so that whoever looks next starts after it.
    signal.addEventListener('abort', stop, { once: true });
    try {
      await core.studio.start();
      let after = 0;
      while (!signal.aborted) {
        const frame = await core.studio.nextFrame({ after }, { signal });
        after = frame.number;
        const bitmap = await createImageBitmap(frame.jpeg);
        if (!signal.aborted) draw({ source: bitmap, width: bitmap.width, height: bitmap.height });
        bitmap.close();
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  },
  untilChange: (signal) =>
    untilFirst(signal, (end) => {
      const before = useStatus.getState().status?.camera.condition;
      return useStatus.subscribe(({ status }) => {
        if (status?.camera.condition !== before) end();
      });
    }),
  grab: null,
};

/** Until something calls `end`, the wait is over, or nobody looks any more. `listen` answers with how to stop listening. */
export async function untilFirst(signal: AbortSignal, listen: (end: () => void) => () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, ASK_AGAIN_MS);
    const forget = listen(end);
    signal.addEventListener('abort', end, { once: true });

    function end(): void {
      clearTimeout(timer);
      forget();
      resolve();
    }
  });
}

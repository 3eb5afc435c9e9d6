import { type RefObject, useEffect, useState } from 'react';
import { core } from '../../core/core-client.ts';
import { type Problem, toProblem } from '../../core/problem.ts';
import { noticeSession } from '../../core/session-notice.ts';
import { useStatus } from '../status/status-store.ts';
import { drawHeadGuide } from './draw-head-guide.ts';
import { drawPicture } from './picture.tsx';

/** Longest wait before a camera in trouble is asked again, ms. */
const ASK_AGAIN_MS = 1500;

export interface LiveView {
  /** A frame has been drawn since the camera was last in trouble. */
  readonly running: boolean;
  readonly problem: Problem | null;
}

/**
 * Draws the camera's live picture while `active`: the next frame is asked for when the last one is
 * drawn. Trouble is shown and the picture comes back by itself when the camera does.
 */
export function useLiveView(canvas: RefObject<HTMLCanvasElement | null>, active: boolean): LiveView {
  const [view, setView] = useState<LiveView>({ running: false, problem: null });

  useEffect(() => {
    if (!active) return undefined;
    const leave = new AbortController();
    void keepDrawing(canvas, leave.signal, setView);
    return () => {
      leave.abort();
      setView({ running: false, problem: null });
      core.studio.stop().catch(() => undefined);
    };
  }, [active, canvas]);

  return view;
}

async function keepDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  signal: AbortSignal,
  tell: (view: LiveView) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await core.studio.start();
      let after = 0;
      while (!signal.aborted) {
        const frame = await core.studio.nextFrame({ after }, { signal });
        if (signal.aborted) return;
        after = frame.number;
        if (canvas.current !== null) {
          await drawPicture(canvas.current, frame.jpeg);
          drawHeadGuide(canvas.current);
        }
        tell({ running: true, problem: null });
      }
    } catch (error) {
      if (signal.aborted) return;
      const problem = toProblem(error);
      noticeSession(problem);
      tell({ running: false, problem });
      await cameraChange(signal);
    }
  }
}

/** Until the camera's condition changes, the wait is over, or nobody looks any more. */
async function cameraChange(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const before = useStatus.getState().status?.camera.condition;
    const timer = setTimeout(end, ASK_AGAIN_MS);
    const forget = useStatus.subscribe(({ status }) => {
      if (status?.camera.condition !== before) end();
    });
    signal.addEventListener('abort', end, { once: true });

    function end(): void {
      clearTimeout(timer);
      forget();
      resolve();
    }
  });
}

import { type RefObject, useCallback, useEffect, useEffectEvent, useState } from 'react';
import { type Problem, toProblem } from '../../core/problem.ts';
import { noticeSession } from '../../core/session-notice.ts';
import { useSession } from '../session/session-store.ts';
import { drawHeadGuide } from './draw-head-guide.ts';
import type { LivePicture, LivePictures } from './live-pictures.ts';

export interface LiveView {
  /** A frame has been drawn since the camera was last in trouble. */
  readonly running: boolean;
  readonly problem: Problem | null;
  /** Asks a camera in trouble again, at once. */
  readonly again: () => unknown;
}

interface LiveViewOptions {
  readonly pictures: LivePictures;
  readonly active: boolean;
  /** Looks at each picture before the guide is drawn over it. */
  readonly onPicture?: (picture: LivePicture) => void;
  readonly drawGuide?: (canvas: HTMLCanvasElement) => void;
}

/** Wider than the stage is on any screen here; more would only cost time. */
const MOST_WIDTH = 960;

const AGAIN = 'again';
const still = { running: false, problem: null };

/**
 * Draws the camera's live picture while `active` and the counter is not locked. Trouble is shown, and the
 * picture comes back by itself when the camera does.
 */
export function useLiveView(canvas: RefObject<HTMLCanvasElement | null>, options: LiveViewOptions): LiveView {
  const { pictures, active } = options;
  const locked = useSession((state) => state.view?.locked ?? false);
  const [view, setView] = useState<{ running: boolean; problem: Problem | null }>(still);
  const [bell] = useState(() => new EventTarget());
  const looking = active && !locked;

  const draw = useEffectEvent((picture: LivePicture) => {
    if (canvas.current === null) return;
    options.onPicture?.(picture);
    paint(canvas.current, picture);
    (options.drawGuide ?? drawHeadGuide)(canvas.current);
    setView((before) => (before.running ? before : { running: true, problem: null }));
  });

  useEffect(() => {
    if (!looking) return undefined;
    const leave = new AbortController();
    void keepDrawing(pictures, { draw: (picture) => draw(picture), tell: setView, bell, signal: leave.signal });
    return () => {
      leave.abort();
      setView(still);
    };
  }, [looking, pictures, bell]);

  const again = useCallback(() => bell.dispatchEvent(new Event(AGAIN)), [bell]);
  return { ...view, again };
}

interface Drawing {
  readonly draw: (picture: LivePicture) => void;
  readonly tell: (view: { running: boolean; problem: Problem | null }) => void;
  readonly bell: EventTarget;
  readonly signal: AbortSignal;
}

async function keepDrawing(pictures: LivePictures, { draw, tell, bell, signal }: Drawing): Promise<void> {
  while (!signal.aborted) {
    try {
      await pictures.run(draw, signal);
    } catch (error) {
      if (signal.aborted) return;
      const problem = toProblem(error);
      noticeSession(problem);
      tell({ running: false, problem });
      // The browser would ask a person who said no again and again: then only when they press.
      const waits = problem.code === 'camera.denied' ? [] : [pictures.untilChange(signal)];
      await Promise.race([...waits, untilAsked(bell, signal)]);
    }
  }
}

async function untilAsked(bell: EventTarget, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    bell.addEventListener(AGAIN, () => resolve(), { once: true, signal });
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function paint(canvas: HTMLCanvasElement, { source, width, height }: LivePicture): void {
  const scale = Math.min(1, MOST_WIDTH / width);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  // Giving a canvas its size empties it and costs time, even when it is the same.
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  canvas.getContext('2d')?.drawImage(source, 0, 0, size.width, size.height);
}

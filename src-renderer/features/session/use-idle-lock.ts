import { useEffect } from 'react';
import { core } from '../../core/core-client.ts';
import { useSession } from './session-store.ts';

/** How often activity is told to the core at most, ms. */
const TOUCH_EVERY_MS = 15_000;
const ACTIVITY = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * Locks after the idle time of the session, and tells the core now and then that somebody is there.
 * The core keeps the same clock, so a screen that fails to lock is refused all the same.
 */
export function useIdleLock(active: boolean): void {
  const idleLockMs = useSession((state) => state.view?.idleLockMs ?? 0);

  useEffect(() => {
    if (!active || idleLockMs <= 0) return undefined;
    let touched = 0;
    let timer = setTimeout(lockNow, idleLockMs);

    function onActivity(): void {
      clearTimeout(timer);
      timer = setTimeout(lockNow, idleLockMs);
      if (Date.now() - touched < TOUCH_EVERY_MS) return;
      touched = Date.now();
      core.session.touch().catch(() => undefined);
    }
    for (const name of ACTIVITY) window.addEventListener(name, onActivity, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const name of ACTIVITY) window.removeEventListener(name, onActivity);
    };
  }, [active, idleLockMs]);
}

function lockNow(): void {
  useSession
    .getState()
    .lock()
    .catch(() => undefined);
}

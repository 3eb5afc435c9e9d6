import { setTimeout as pause } from 'node:timers/promises';

/** Time as drivers use it: for deadlines and for the pauses that a device needs. */
export interface DeviceClock {
  /** Milliseconds that never run backwards. */
  now(): number;
  wait(ms: number): Promise<void>;
}

export const systemClock: DeviceClock = {
  now: () => performance.now(),
  wait: (ms) => pause(ms),
};

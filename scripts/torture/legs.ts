import type { Leg } from './leg.ts';
import { kill } from './legs/kill.ts';
import { power } from './legs/power.ts';

/** Every leg of the programme with its share of the time. */
export const legs: Readonly<Record<string, { readonly run: Leg; readonly share: number }>> = {
  kill: { run: kill, share: 60 },
  power: { run: power, share: 8 },
};

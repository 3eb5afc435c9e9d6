import type { Leg } from './leg.ts';
import { backlog } from './legs/backlog.ts';
import { clock } from './legs/clock.ts';
import { disk } from './legs/disk.ts';
import { hostile } from './legs/hostile.ts';
import { kill } from './legs/kill.ts';
import { links } from './legs/links.ts';
import { power } from './legs/power.ts';
import { restore } from './legs/restore.ts';
import { stampede } from './legs/stampede.ts';

/** Every leg of the programme with its share of the time. */
export const legs: Readonly<Record<string, { readonly run: Leg; readonly share: number }>> = {
  kill: { run: kill, share: 60 },
  power: { run: power, share: 8 },
  disk: { run: disk, share: 8 },
  clock: { run: clock, share: 4 },
  stampede: { run: stampede, share: 4 },
  hostile: { run: hostile, share: 5 },
  restore: { run: restore, share: 4 },
  links: { run: links, share: 20 },
  backlog: { run: backlog, share: 8 },
};

import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import type { Counter } from '../../counter.ts';
import type { FieldPolicy } from '../../policy/field-policy.ts';
import { deny } from '../handlers.ts';
import { above, diskBand, worst } from './bands.ts';

type Backlog = CounterStatus['backlog'];

const HOUR_MS = 3_600_000;

/** What waits and what room is left. */
export interface Load {
  readonly unsent: number;
  readonly oldestUnsentAt: string | null;
  readonly freeBytes: number;
  /** Now, ms since 1970. */
  readonly now: number;
}

/** Bands of what waits here; `why` names the first that is not well, the worst before the others. */
export function backlogOf(load: Load, policy: FieldPolicy): Backlog {
  const { unsent: count, oldestUnsentAt, freeBytes, now } = load;
  const unsent = above(count, policy.unsentEntries);
  const hours = oldestUnsentAt === null ? 0 : (now - Date.parse(oldestUnsentAt)) / HOUR_MS;
  const oldest = above(hours, policy.unsentHours);
  const disk = diskBand(freeBytes, policy.freeDiskBytes);
  const band = worst([unsent, oldest, disk]);
  const bands = { disk, unsentCount: unsent, unsentAge: oldest } as const;
  const names = Object.keys(bands) as (keyof typeof bands)[];
  const why = band === 'ok' ? null : (names.find((name) => bands[name] === band) ?? null);
  return { unsent, oldest, band, why };
}

/** Begun work can always be finished; a new case is refused with `work.stopped {why}` when a limit is reached. */
export function checkNewWork(counter: Pick<Counter, 'status'>): void {
  const { band, why } = counter.status.backlog();
  if (band === 'stop') deny('work.stopped', { why: why ?? 'disk' });
}

import { sql } from 'kysely';
import { LOOKUPS_A_MINUTE } from '../../src-shared/contract/central/lookup.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

const WINDOW_MS = 60_000;

/**
 * Counts a lookup before it is made, in the database, so that neither a restart nor a burst in parallel
 * gains anything. Throws `central.busy {minutes}` beyond the limit; what is refused does not prolong the wait.
 */
export async function countLookup(db: CentralDatabase, stream: StreamId, now: Date): Promise<void> {
  const begin = new Date(now.getTime() - WINDOW_MS);
  const { rows } = await sql<{ asked: number }>`
    insert into lookup_rate (stream, window_started_at, asked) values (${stream}, ${now}, 1)
    on conflict (stream) do update set
      asked = case when lookup_rate.window_started_at <= ${begin} then 1 else lookup_rate.asked + 1 end,
      window_started_at = case
        when lookup_rate.window_started_at <= ${begin} then ${now} else lookup_rate.window_started_at end
    returning asked`.execute(db);
  if ((rows[0]?.asked ?? 0) > LOOKUPS_A_MINUTE) throw new Fault('central.busy', { minutes: WINDOW_MS / 60_000 });
}

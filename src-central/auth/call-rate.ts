import { sql } from 'kysely';
import { CLAIMS_A_MINUTE } from '../../src-shared/contract/central/claims.ts';
import { LOOKUPS_A_MINUTE } from '../../src-shared/contract/central/lookup.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

const WINDOW_MS = 60_000;

/** What is counted, each in a table of its own, and how much of it a minute has. */
const most = { lookup_rate: LOOKUPS_A_MINUTE, claim_rate: CLAIMS_A_MINUTE } as const;

export interface CountedCall {
  readonly stream: StreamId;
  readonly now: Date;
}

/**
 * Counts a call before it is answered, in the database, so that neither a restart nor a burst in parallel
 * gains anything. Throws `central.busy {minutes}` beyond the limit; what is refused does not prolong the wait.
 */
export async function countCall(
  db: CentralDatabase,
  counted: keyof typeof most,
  { stream, now }: CountedCall,
): Promise<void> {
  const begin = new Date(now.getTime() - WINDOW_MS);
  const { rows } = await sql<{ asked: number }>`
    insert into ${sql.table(counted)} as rate (stream, window_started_at, asked) values (${stream}, ${now}, 1)
    on conflict (stream) do update set
      asked = case when rate.window_started_at <= ${begin} then 1 else rate.asked + 1 end,
      window_started_at = case when rate.window_started_at <= ${begin} then ${now} else rate.window_started_at end
    returning asked`.execute(db);
  if ((rows[0]?.asked ?? 0) > most[counted]) throw new Fault('central.busy', { minutes: WINDOW_MS / 60_000 });
}

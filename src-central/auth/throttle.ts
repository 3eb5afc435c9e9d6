import { sql } from 'kysely';
import { Fault } from '../../src-shared/errors.ts';
import type { CentralDatabase } from '../database/database.ts';

/** After so many failures within the window nothing more is tried till the window ends. */
const MOST_FAILURES = 10;
const WINDOW_MINUTES = 15;

/**
 * Counts attempts by what was tried (a sign-in name, an address that enrols), in the database, so that
 * a restart forgives nothing and a burst in parallel gains nothing: the attempt is counted before it is
 * made, and a success clears the count. Throws `central.busy {minutes}` while the limit is reached.
 */
export async function throttled<Value>(
  db: CentralDatabase,
  { what, now }: { what: string; now: Date },
  attempt: () => Promise<Value>,
): Promise<Value> {
  const begin = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  const { rows } = await sql<{ failures: number }>`
    insert into attempt (what, failures, window_started_at) values (${what}, 1, ${now})
    on conflict (what) do update set
      failures = case when attempt.window_started_at <= ${begin} then 1 else attempt.failures + 1 end,
      window_started_at = case when attempt.window_started_at <= ${begin} then ${now} else attempt.window_started_at end
    returning failures`.execute(db);
  if ((rows[0]?.failures ?? 0) > MOST_FAILURES) throw new Fault('central.busy', { minutes: WINDOW_MINUTES });
  const value = await attempt();
  await db.deleteFrom('attempt').where('what', '=', what).execute();
  return value;
}

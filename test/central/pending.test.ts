import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CentralTransaction } from '../../src-central/database/database.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { nextPending } from '../../src-central/settle/pending.ts';
import { startTestCentral } from '../support/test-central.ts';

let running: RunningCentral;
beforeAll(async () => {
  running = await startTestCentral();
});
afterAll(() => running.stop());

const DONE = new Error('nothing of this is kept');

/** Many counters with a backlog of the same length, the later ones received first; gone when `look` has looked. */
async function withBacklog(counters: number, look: (trx: CentralTransaction) => Promise<void>): Promise<void> {
  const work = running.central.db.transaction().execute(async (trx) => {
    await sql`
      insert into entry (stream, seq, id, hash, line, received_at)
      select 'GLT-' || c || '-1', s, c || '-' || s, '', '{"type":"x","subject":"y"}', now() - make_interval(secs => c)
      from generate_series(1, ${counters}::int) c, generate_series(1, 700) s`.execute(trx);
    await sql`
      insert into stream_cursor (stream, ack_seq, head, settled_seq)
      select 'GLT-' || c || '-1', 700, '', 10 from generate_series(1, ${counters}::int) c`.execute(trx);
    await look(trx);
    throw DONE;
  });
  await expect(work).rejects.toBe(DONE);
}

it('takes the streams that wait longest, each in its order and no more than its share', async () => {
  await withBacklog(20, async (trx) => {
    const pending = await nextPending(trx, 1_200);
    const places = pending.map(({ stream, seq }) => `${stream} ${seq}`);
    const share = (stream: string, count: number) => Array.from({ length: count }, (_, at) => `${stream} ${11 + at}`);
    expect(places).toEqual([...share('GLT-20-1', 500), ...share('GLT-19-1', 500), ...share('GLT-18-1', 200)]);
  });
});

it('reads what a round settles, not the backlog of all centres', async () => {
  await withBacklog(60, async (trx) => {
    const before = await entriesRead(trx);
    await nextPending(trx, 1_200);
    const read = (await entriesRead(trx)) - before;
    expect(read).toBeGreaterThanOrEqual(1_200);
    expect(read).toBeLessThan(2 * 1_200);
  });
});

/** Rows of entries that this transaction has read so far, as PostgreSQL counts them. */
async function entriesRead(trx: CentralTransaction): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'entry'`.execute(trx);
  return rows[0]?.read ?? 0;
}

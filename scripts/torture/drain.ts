import { openCentral } from './central-database.ts';
import type { CounterProcess } from './counter-process.ts';

/** Longest that nothing may move; the whole of it may take longer. */
const STALL_LIMIT_MS = 60_000;

/** No more acts; all is sent and settled, and what the others sent has come down. Then the counters end. */
export async function drain(counters: readonly CounterProcess[], databaseUrl: string): Promise<void> {
  for (const counter of counters) counter.tell('rest');
  for (const counter of counters) {
    counter.tell('hurry');
    while (!counter.quiet) {
      const { left } = counter;
      await counter.until((each) => each.left < left, STALL_LIMIT_MS, `fewer than ${left} to send and settle`);
    }
  }
  const head = await openCentral(databaseUrl, async ({ pool }) => {
    const { rows } = await pool.query<{ head: number }>(
      "select max(change) as head from change where centre = 'GLT' and target is null",
    );
    return rows[0]?.head ?? 0;
  });
  for (const counter of counters) {
    const feed = (): number => counter.last.feed ?? 0;
    while (feed() < head) {
      const before = feed();
      await counter.until(() => feed() > before, STALL_LIMIT_MS, `the feed beyond ${before}, up to ${head}`);
    }
    await counter.stop();
  }
}

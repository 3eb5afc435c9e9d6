import { sql } from 'kysely';
import { CentreCode } from '../../src-shared/ids.ts';
import type { Central } from '../central.ts';
import { makeSnapshot } from '../snapshots/snapshots.ts';

/** Rows deleted in one transaction: the feed's readers and its appender never wait for long. */
const AT_ONCE = 5_000;

/** What a tidying of the feed did. */
export interface Compacted {
  readonly changes: number;
  readonly claims: number;
}

/**
 * Removes single changes that are older than policy keeps and that a snapshot of their centre holds; where
 * there is none, one is made first. What no snapshot holds stays, however old. A counter that was away
 * for longer gets `central.snapshotNeeded`. Claims that ran out a day ago go as well.
 */
export async function compactFeed(central: Pick<Central, 'db' | 'settings' | 'now'>): Promise<Compacted> {
  const { db, settings, now } = central;
  const before = new Date(now().getTime() - settings.feedKeepDays * 86_400_000).toISOString();
  const { rows } = await sql<{ centre: string; last: number }>`
    select centre, max(change) as last from change where at < ${before} group by centre`.execute(db);
  let changes = 0;
  for (const { centre, last } of rows) {
    const code = CentreCode.parse(centre);
    const made = await makeSnapshot(db, { centre: code, behind: settings.snapshotBehind, now: now() });
    // A counter is being given one just now: this centre has its turn the next time.
    if (made === undefined) continue;
    changes += await removeUpTo(db, { centre: code, change: Math.min(last, made.change), before });
  }
  const yesterday = new Date(now().getTime() - 86_400_000);
  const claims = await db.deleteFrom('case_claim').where('until', '<', yesterday).executeTakeFirst();
  return { changes, claims: Number(claims.numDeletedRows) };
}

interface Removal {
  readonly centre: CentreCode;
  readonly change: number;
  readonly before: string;
}

/** The floor first: whoever asks for what is about to go is sent to the snapshot. */
async function removeUpTo(db: Central['db'], { centre, change, before }: Removal): Promise<number> {
  await db
    .insertInto('feed_floor')
    .values({ centre, change })
    .onConflict((conflict) =>
      conflict.column('centre').doUpdateSet({ change: sql`greatest(feed_floor.change, excluded.change)` }),
    )
    .execute();
  for (let removed = 0; ;) {
    const { numAffectedRows } = await sql`
      delete from change where change in (
        select change from change
        where centre = ${centre} and change <= ${change} and at < ${before}
        order by change limit ${AT_ONCE}
      )`.execute(db);
    removed += Number(numAffectedRows ?? 0n);
    if (Number(numAffectedRows ?? 0n) < AT_ONCE) return removed;
  }
}

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { sql } from 'kysely';
import {
  manifestStatement,
  type Manifest,
  type SnapshotFile,
  type SnapshotLine,
} from '../../src-shared/contract/central/snapshot.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { CentreCode, Sha256 } from '../../src-shared/ids.ts';
import { signText } from '../auth/signatures.ts';
import type { Central } from '../central.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { countBehind } from '../feed/floor.ts';

const compress = promisify(zstdCompress);

/** Characters of lines in one file: about a mebibyte compressed. */
const FILE_TEXT = 4 * 1024 * 1024;
/** Subjects read at a time. */
const READ = 500;
/** A counter that began to fetch the last but one snapshot finishes it within this time. */
const KEPT_MS = 24 * 3_600_000;
/** Namespace of the lock under which a centre's snapshot is made: one at a time. */
const MAKE_LOCK = 7_021;
/** Seconds after which one that is being made is asked for again. */
const MADE_SECONDS = 5;

/**
 * The newest snapshot of a centre, made anew when too much has changed since the last one. Throws `central.busy`
 * while it is being made for another: who waited here would keep a connection from those who send entries.
 */
export async function getSnapshot(central: Central, centre: CentreCode): Promise<Manifest> {
  const { db, keys, settings, now } = central;
  const found = await findRecent(db, centre, settings.snapshotBehind);
  const snapshot = found ?? (await makeSnapshot(db, { centre, behind: settings.snapshotBehind, now: now() }));
  if (snapshot === undefined) throw new Fault('central.busy', { retryAfter: MADE_SECONDS });
  return { ...snapshot, signature: signText(keys.signing, manifestStatement(snapshot)) };
}

type Snapshot = Omit<Manifest, 'signature'>;

async function findRecent(db: CentralDatabase, centre: CentreCode, behind: number): Promise<Snapshot | undefined> {
  const row = await db
    .selectFrom('snapshot')
    .selectAll()
    .where('centre', '=', centre)
    .orderBy('change', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const floor = await db.selectFrom('feed_floor').select('change').where('centre', '=', centre).executeTakeFirst();
  if (row.change < (floor?.change ?? 0)) return undefined;
  if ((await countBehind(db, { centre, after: row.change, most: behind })) > behind) return undefined;
  const files = JSON.parse(row.files) as SnapshotFile[];
  return { centre, change: row.change, madeAt: row.made_at, files };
}

export interface SnapshotWish {
  readonly centre: CentreCode;
  /** A snapshot with no more changes after it will do. */
  readonly behind: number;
  readonly now: Date;
}

/** Writes all that a centre follows into files, as of one moment; undefined while somebody else is at it. */
export async function makeSnapshot(
  db: CentralDatabase,
  { centre, behind, now }: SnapshotWish,
): Promise<Snapshot | undefined> {
  return db.connection().execute(async (connection) => {
    const lock = sql`${MAKE_LOCK}, hashtext(${centre})`;
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${lock}) as mine`.execute(connection);
    if (rows[0]?.mine !== true) return undefined;
    try {
      const meanwhile = await findRecent(connection, centre, behind);
      if (meanwhile !== undefined) return meanwhile;
      // One view of the database for the head and all states, however long it takes; nobody waits for it.
      const made = await connection
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((trx) => write(trx, centre, now));
      await forgetOld(connection, centre, now);
      return made;
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection);
    }
  });
}

async function write(trx: CentralTransaction, centre: CentreCode, now: Date): Promise<Snapshot> {
  const { change } = await trx.selectFrom('feed_head').select('change').executeTakeFirstOrThrow();
  const files: SnapshotFile[] = [];
  let lines: string[] = [];
  let size = 0;
  const flush = async () => {
    if (lines.length > 0) files.push(await store(trx, lines));
    lines = [];
    size = 0;
  };
  for await (const line of statesOf(trx, centre)) {
    lines.push(JSON.stringify(line));
    size += line.state.length;
    if (size >= FILE_TEXT) await flush();
  }
  await flush();
  const madeAt = now.toISOString();
  await trx
    .insertInto('snapshot')
    .values({ centre, change, made_at: madeAt, files: JSON.stringify(files) })
    .execute();
  return { centre, change, madeAt, files };
}

/** Subjects and states of a centre in the order of their names, a few hundred in memory at a time. */
async function* statesOf(trx: CentralTransaction, centre: CentreCode): AsyncGenerator<SnapshotLine> {
  let after = '';
  for (;;) {
    const rows = await trx
      .selectFrom('subject_centre')
      .innerJoin('subject', 'subject.subject', 'subject_centre.subject')
      .select(['subject.subject', 'subject.state'])
      .where('subject_centre.centre', '=', centre)
      .where('subject_centre.subject', '>', after)
      .orderBy('subject_centre.subject')
      .limit(READ)
      .execute();
    yield* rows as SnapshotLine[];
    const last = rows.at(-1);
    if (last === undefined || rows.length < READ) return;
    after = last.subject;
  }
}

async function store(trx: CentralTransaction, lines: readonly string[]): Promise<SnapshotFile> {
  const bytes = await compress(lines.join('\n'), { params: { [constants.ZSTD_c_compressionLevel]: 6 } });
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  await trx
    .insertInto('snapshot_file')
    .values({ sha256, bytes })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { sha256, size: bytes.length, subjects: lines.length };
}

/** Snapshots nobody is likely to be fetching any more, and files that no snapshot names. */
async function forgetOld(db: CentralDatabase, centre: CentreCode, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS).toISOString();
  await sql`
    delete from snapshot old where old.centre = ${centre} and exists (
      select from snapshot newer
      where newer.centre = old.centre and newer.change > old.change and newer.made_at < ${before}
    )`.execute(db);
  await sql`
    delete from snapshot_file where sha256 not in (
      select file ->> 'sha256' from snapshot cross join lateral json_array_elements(files::json) as file
    )`.execute(db);
}

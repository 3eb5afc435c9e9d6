import { sql } from 'kysely';
import type { CentralDatabase } from '../../src-central/database/database.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import { isSameCounter } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';

/** An entry as central has it, and what became of it. */
export interface Settled {
  readonly stream: string;
  readonly seq: number;
  readonly id: string;
  readonly hash: string;
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  readonly deps: readonly string[];
  readonly status: string | null;
  readonly waitsFor: string | null;
  readonly line: Entry;
}

/** What central holds, read whole: for judging, not for work. */
export interface Ledger {
  /** All of them, streams in their names' order; what a renewal sent again is there twice. */
  readonly entries: readonly Settled[];
  /** The copies of an entry: one, or one for each epoch that sent it, the first first. */
  readonly byId: ReadonlyMap<string, readonly Settled[]>;
  readonly byPlace: ReadonlyMap<string, Settled>;
  readonly cursors: ReadonlyMap<string, { readonly acked: number; readonly settled: number }>;
  /** Hashes of the blobs central has whole. */
  readonly blobs: ReadonlySet<string>;
  /** What was settled, in central's order. */
  readonly changes: readonly { readonly entryId: string; readonly place: string; readonly status: string }[];
  /** States that a counter of this centre must show, by subject. */
  subjectsFor(centre: string, stream: StreamId): ReadonlyMap<string, string>;
}

export async function readLedger(db: CentralDatabase): Promise<Ledger> {
  const { rows } = await sql<{ line: string; status: string | null; waits_for: string | null }>`
    select entry.line, receipt.status, receipt.waits_for from entry
    left join receipt on receipt.stream = entry.stream and receipt.seq = entry.seq
    order by entry.stream, entry.seq`.execute(db);
  const entries = rows.map((row): Settled => {
    const line = JSON.parse(row.line) as Entry;
    const { stream, seq, id, hash, type, subject, body, deps } = line;
    return { stream, seq, id, hash, type, subject, body, deps, status: row.status, waitsFor: row.waits_for, line };
  });
  const cursors = await db.selectFrom('stream_cursor').selectAll().execute();
  const { rows: changes } = await sql<{ entryId: string; place: string; status: string }>`
    select entry_id as "entryId", stream || ' ' || seq as place, status from change where entry_id is not null and status is not null
    order by change`.execute(db);
  const blobs = await db.selectFrom('blob').select('sha256').execute();
  const followers = await db.selectFrom('subject_centre').select(['subject', 'centre']).execute();
  const states = await db.selectFrom('subject').selectAll().execute();
  return {
    entries,
    byId: Map.groupBy(entries.toSorted(byEpoch), (entry) => entry.id),
    byPlace: new Map(entries.map((entry) => [`${entry.stream} ${entry.seq}`, entry])),
    cursors: new Map(cursors.map((row) => [row.stream, { acked: row.ack_seq, settled: row.settled_seq }])),
    blobs: new Set(blobs.map((row) => row.sha256)),
    changes,
    subjectsFor: (centre, stream) => {
      const followed = new Set(followers.filter((row) => row.centre === centre).map((row) => row.subject));
      // A lease is for the one counter that takes numbers from it.
      const told = states.filter(
        ({ subject, state }) =>
          followed.has(subject) && (!subject.startsWith('lease:') || isSameCounter(leasedTo(state), stream)),
      );
      return new Map(told.map(({ subject, state }) => [subject, state]));
    },
  };
}

function byEpoch(a: Settled, b: Settled): number {
  return epochOf(a.stream) - epochOf(b.stream);
}

function epochOf(stream: string): number {
  return Number(stream.split('-')[2]);
}

function leasedTo(state: string): string {
  return (JSON.parse(state) as { stream: string }).stream;
}

import { sql } from 'kysely';
import { streamParts } from '../../src-shared/ids.ts';
import type { CentralTransaction } from '../database/database.ts';
import { OWN_STREAM } from '../ingest/own-stream.ts';
import type { Verdict } from '../settle/judge.ts';
import { ring, SETTLE_LOCK, takeNumbers } from './numbers.ts';

/** A centre and a subject it is told of. */
export interface Touch {
  readonly subject: string;
  readonly centre: string;
}

/** A centre that follows a subject; `fresh` when it does so from now on. */
export interface Follower {
  readonly centre: string;
  readonly fresh: boolean;
}

/**
 * Makes centres follow subjects and tells all who follow them, in one statement however many there are.
 * A fresh follower of a subject that has a state already is owed that state.
 */
export async function follow(
  trx: CentralTransaction,
  touches: readonly Touch[],
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly Follower[]>> {
  const { rows } = await sql<Touch & Follower>`
    with added as (
      insert into subject_centre (subject, centre, since_change)
      select distinct subject, centre, (select change from feed_head)
      from unnest(
        ${touches.map((each) => each.subject)}::text[], ${touches.map((each) => each.centre)}::text[]
      ) as touched (subject, centre)
      on conflict do nothing
      returning subject, centre
    )
    select subject, centre, false as fresh from subject_centre where subject = any(${subjects}::text[])
    union all select subject, centre, true from added`.execute(trx);
  return Map.groupBy(rows, (row) => row.subject);
}

/**
 * The centres an entry makes followers of its subject: the writer's for a person, whatever became of the
 * entry; for what belongs to one centre by its name, that centre alone; for a document of before, the centre it is of.
 */
export function touchesOf({ entry }: Verdict): readonly Touch[] {
  const { subject, act } = entry.read;
  const writer = entry.stream === OWN_STREAM ? undefined : streamParts(entry.stream).centre;
  const home = homeOf(subject) ?? (act?.type === 'recall.opened' ? act.data.licenceNumber.slice(0, 3) : undefined);
  if (writer === undefined) {
    // A series is lent to counters of any centre.
    if (act?.type === 'lease.granted') return [{ subject, centre: streamParts(act.data.stream).centre }];
    if (act?.type === 'licence.carriedOver') return [{ subject, centre: act.data.centre }];
  }
  if (home !== undefined) return writer === undefined || writer === home ? [{ subject, centre: home }] : [];
  return writer !== undefined && subject.startsWith('person:') ? [{ subject, centre: writer }] : [];
}

/** The centre in a subject's name; people and recalls have none. */
function homeOf(subject: string): string | undefined {
  return /^(?:till|stock|lease|reports|checks|devices|exception):([A-Z]{3})(?:[-:]|$)/.exec(subject)?.[1];
}

/** What central has of a subject, for a centre that asks for it. */
export interface Followed {
  /** JSON text of the confirmed state; null when nobody wrote of the subject yet. */
  readonly state: string | null;
  /** The change the state is as of. */
  readonly change: number;
}

/**
 * Makes a centre follow a subject from now on: later entries come down to it, and if it is new to the
 * subject its counters get the state as of now in the feed. Runs in the caller's transaction, which
 * should be short: for a centre new to the subject it holds the settling lock.
 */
export async function subscribe(
  trx: CentralTransaction,
  { subject, centre, at }: Touch & { readonly at: string },
): Promise<Followed> {
  const known = await trx
    .selectFrom('subject_centre')
    .select('subject')
    .where('subject', '=', subject)
    .where('centre', '=', centre)
    .executeTakeFirst();
  if (known !== undefined) return readState(trx, subject);
  // No round of settling between the state that is read here and the number it goes down with.
  await sql`select pg_advisory_xact_lock(${SETTLE_LOCK})`.execute(trx);
  const fresh = (await follow(trx, [{ subject, centre }], [])).get(subject) !== undefined;
  const now = await readState(trx, subject);
  if (!fresh || now.state === null) return now;
  const change = (await takeNumbers(trx, 1)) + 1;
  const item = { ...NOTHING, change, at, kind: 'subject' as const, centre, subject, body: now.state };
  await trx.insertInto('change').values(item).execute();
  await ring(trx, centre);
  return { state: now.state, change };
}

/** State and head in one statement, so that the one is as of the other. */
async function readState(trx: CentralTransaction, subject: string): Promise<Followed> {
  const { rows } = await sql<Followed>`
    select (select state from subject where subject = ${subject}) as state, change from feed_head`.execute(trx);
  return rows[0] ?? { state: null, change: 0 };
}

/** A change that is about none of the things it could be about. */
export const NOTHING = {
  target: null,
  stream: null,
  seq: null,
  entry_id: null,
  status: null,
  code: null,
  waits_for: null,
  subject: null,
  body: null,
} as const;

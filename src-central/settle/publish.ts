import { sql } from 'kysely';
import { streamParts } from '../../src-shared/ids.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { touchesOfRules } from '../catalogue/follow-rules.ts';
import { bigintArray, textArray } from '../database/array-parameter.ts';
import type { CentralTransaction } from '../database/database.ts';
import { ring, takeNumbers } from '../feed/numbers.ts';
import { follow, NOTHING, touchesOf, type Follower } from '../feed/subscriptions.ts';
import { OWN_STREAM } from '../ingest/own-stream.ts';
import type { Verdict } from './judge.ts';

/** What a round reached, and what its subjects were before it. */
export interface Settled {
  readonly verdicts: readonly Verdict[];
  readonly stateBefore: (subject: string) => SubjectState | undefined;
  readonly at: string;
}

/** One row of the feed: an entry's verdict as one centre hears of it. */
interface News {
  readonly verdict: Verdict;
  readonly centre: string;
}

/** The state of a subject that a centre begins to follow. */
interface Base {
  readonly subject: string;
  readonly centre: string;
  readonly state: SubjectState;
}

/**
 * Numbers what a round settled for the feed and writes its receipts. A verdict goes to the centre of its
 * writer, an applied entry to every centre that follows its subject. A centre that begins to follow gets
 * the state as it was before the round first, so that the round's entries fold onto it in central's order.
 */
export async function publish(trx: CentralTransaction, { verdicts, stateBefore, at }: Settled): Promise<void> {
  const subjects = [...new Set(verdicts.map(({ entry }) => entry.read.subject))];
  const touches = [...verdicts.flatMap(touchesOf), ...(await touchesOfRules(trx, verdicts))];
  const followers = await follow(trx, touches, subjects);
  const bases = basesOf(followers, stateBefore);
  const news = verdicts.flatMap((verdict) => centresOf(verdict, followers).map((centre) => ({ verdict, centre })));
  const first = (await takeNumbers(trx, bases.length + news.length)) + 1;
  await writeBases(trx, bases, { first, at });
  await writeNews(trx, news, { first: first + bases.length, at });
  const numbers = new Map<Verdict, number>();
  // The writer's own row comes first of its verdict's.
  news.forEach(({ verdict }, index) => numbers.set(verdict, numbers.get(verdict) ?? first + bases.length + index));
  await writeReceipts(trx, numbers, at);
  for (const centre of new Set([...bases, ...news].map((row) => row.centre))) await ring(trx, centre);
}

/** Tells the centre's counters to fetch its reference data anew, in the caller's transaction. */
export async function publishReference(trx: CentralTransaction, centre: string, at: string): Promise<void> {
  const change = (await takeNumbers(trx, 1)) + 1;
  await trx
    .insertInto('change')
    .values({ ...NOTHING, change, at, kind: 'reference', centre })
    .execute();
  await ring(trx, centre);
}

function basesOf(
  followers: ReadonlyMap<string, readonly Follower[]>,
  stateBefore: Settled['stateBefore'],
): readonly Base[] {
  return [...followers].flatMap(([subject, list]) => {
    const state = stateBefore(subject);
    if (state === undefined) return [];
    return list.filter(({ fresh }) => fresh).map(({ centre }) => ({ subject, centre, state }));
  });
}

/** Whom a verdict concerns; central's own that were not applied concern nobody but central. */
function centresOf(
  { entry, status, carried }: Verdict,
  followers: ReadonlyMap<string, readonly Follower[]>,
): readonly string[] {
  const writer = streamParts(entry.stream).centre;
  const others = status === 'applied' ? (followers.get(entry.read.subject) ?? []).map(({ centre }) => centre) : [];
  if (carried === true) return [writer];
  if (entry.stream === OWN_STREAM) return others.length > 0 ? others : [writer];
  return others.length === 0 ? [writer] : [writer, ...others.filter((centre) => centre !== writer)];
}

interface Numbering {
  /** Change number of the first row. */
  readonly first: number;
  readonly at: string;
}

async function writeBases(trx: CentralTransaction, bases: readonly Base[], { first, at }: Numbering): Promise<void> {
  if (bases.length === 0) return;
  await sql`
    insert into change (change, at, kind, centre, subject, body)
    select ${first}::bigint - 1 + place, ${at}, 'subject', centre, subject, state
    from unnest(
      ${textArray(bases.map(({ centre }) => centre))}::text[], ${textArray(bases.map(({ subject }) => subject))}::text[],
      ${textArray(bases.map(({ state }) => JSON.stringify(state)))}::text[]
    ) with ordinality as rows (centre, subject, state, place)`.execute(trx);
}

async function writeNews(trx: CentralTransaction, news: readonly News[], { first, at }: Numbering): Promise<void> {
  const column = <Value>(of: (verdict: Verdict) => Value): Value[] => news.map(({ verdict }) => of(verdict));
  await sql`
    insert into change (change, at, kind, centre, target, stream, seq, entry_id, status, code, waits_for)
    select ${first}::bigint - 1 + place, ${at}, 'receipt', centre, target, stream, seq, id, status, code, waits_for
    from unnest(
      ${textArray(news.map(({ centre }) => centre))}::text[],
      ${textArray(column(({ entry, carried }) => (carried === true ? entry.stream : null)))}::text[],
      ${textArray(column(({ entry }) => entry.stream))}::text[], ${bigintArray(column(({ entry }) => entry.seq))}::bigint[],
      ${textArray(column(({ entry }) => entry.id))}::text[], ${textArray(column(({ status }) => status))}::text[],
      ${textArray(column(({ code }) => code))}::text[], ${textArray(column(({ waitsFor }) => waitsFor))}::text[]
    ) with ordinality as rows (centre, target, stream, seq, id, status, code, waits_for, place)`.execute(trx);
}

async function writeReceipts(
  trx: CentralTransaction,
  numbers: ReadonlyMap<Verdict, number>,
  at: string,
): Promise<void> {
  const column = <Value>(of: (verdict: Verdict) => Value): Value[] => [...numbers.keys()].map(of);
  await sql`
    insert into receipt (stream, seq, entry_id, subject, status, code, waits_for, change, settled_at)
    select *, ${at} from unnest(
      ${textArray(column(({ entry }) => entry.stream))}::text[], ${bigintArray(column(({ entry }) => entry.seq))}::bigint[],
      ${textArray(column(({ entry }) => entry.id))}::text[], ${textArray(column(({ entry }) => entry.read.subject))}::text[],
      ${textArray(column(({ status }) => status))}::text[], ${textArray(column(({ code }) => code))}::text[],
      ${textArray(column(({ waitsFor }) => waitsFor))}::text[], ${bigintArray([...numbers.values()])}::bigint[]
    )
    on conflict (stream, seq) do update set
      status = excluded.status, code = excluded.code, waits_for = excluded.waits_for,
      change = excluded.change, settled_at = excluded.settled_at
  `.execute(trx);
}

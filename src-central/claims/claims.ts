import { sql } from 'kysely';
import type { ClaimReply, ClaimRequest } from '../../src-shared/contract/central/claims.ts';
import { StaffId, StreamId, streamParts } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { countCall } from '../auth/call-rate.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { ring, takeNumbers } from '../feed/numbers.ts';

/** What the feed says of a case: who works on it till when, by central's clock; nulls when nobody does. */
export interface ClaimNews {
  readonly subject: Subject;
  readonly stream: StreamId | null;
  readonly actor: StaffId | null;
  readonly until: string | null;
}

export interface ClaimAsk {
  readonly stream: StreamId;
  readonly request: ClaimRequest;
  readonly now: Date;
}

/** A counter has a handful of cases open; one that takes many more would only shut others out. */
const MOST_HELD = 50;

/**
 * Takes, renews or releases a case. It is lent to one stream at a time: of two that ask at once the
 * database lets one through, and the other hears who has it. An expired claim is anybody's.
 * Errors: `central.busy` when the stream asks too often.
 */
export async function claimCase(db: CentralDatabase, ask: ClaimAsk): Promise<ClaimReply> {
  await countCall(db, 'claim_rate', ask);
  const serverTime = ask.now.toISOString();
  return db.transaction().execute(async (trx) => {
    const { stream, request, now } = ask;
    const changed = request.action === 'take' ? await take(trx, ask) : await release(trx, ask);
    if (changed) await tell(trx, ask);
    const row = await trx
      .selectFrom('case_claim')
      .select(['stream', 'actor', 'until'])
      .where('subject', '=', request.subject)
      .where('until', '>', now)
      .executeTakeFirst();
    if (row === undefined) return { held: false, by: null, until: null, serverTime };
    const by = { stream: StreamId.parse(row.stream), actor: StaffId.parse(row.actor) };
    return { held: by.stream === stream, by, until: row.until.toISOString(), serverTime };
  });
}

async function take(trx: CentralTransaction, ask: ClaimAsk): Promise<boolean> {
  const { stream, request, now } = ask;
  if ((await othersHeld(trx, ask)) >= MOST_HELD) return false;
  const until = new Date(now.getTime() + request.seconds * 1000);
  const { rows } = await sql<{ stream: string }>`
    insert into case_claim (subject, stream, actor, until)
    values (${request.subject}, ${stream}, ${request.actor}, ${until})
    on conflict (subject) do update
    set stream = excluded.stream, actor = excluded.actor, until = excluded.until
    where case_claim.stream = excluded.stream or case_claim.until <= ${now}
    returning stream`.execute(trx);
  return rows.length > 0;
}

/** Cases a stream holds besides this one. */
async function othersHeld(trx: CentralTransaction, { stream, request, now }: ClaimAsk): Promise<number> {
  const { held } = await trx
    .selectFrom('case_claim')
    .select((eb) => eb.fn.countAll<number>().as('held'))
    .where('stream', '=', stream)
    .where('until', '>', now)
    .where('subject', '<>', request.subject)
    .executeTakeFirstOrThrow();
  return held;
}

async function release(trx: CentralTransaction, { stream, request }: ClaimAsk): Promise<boolean> {
  const gone = await trx
    .deleteFrom('case_claim')
    .where('subject', '=', request.subject)
    .where('stream', '=', stream)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Tells the holder's centre and every centre that follows the person. */
async function tell(trx: CentralTransaction, { stream, request, now }: ClaimAsk): Promise<void> {
  const { subject, actor, action, seconds } = request;
  const until = new Date(now.getTime() + seconds * 1000).toISOString();
  const news: ClaimNews =
    action === 'take' ? { subject, stream, actor, until } : { subject, stream: null, actor: null, until: null };
  const followers = await trx.selectFrom('subject_centre').select('centre').where('subject', '=', subject).execute();
  const centres = [...new Set([streamParts(stream).centre as string, ...followers.map((row) => row.centre)])];
  const first = (await takeNumbers(trx, centres.length)) + 1;
  await sql`
    insert into change (change, at, kind, centre, subject, body)
    select ${first}::bigint - 1 + place, ${now.toISOString()}, 'claim', centre, ${subject}, ${JSON.stringify(news)}
    from unnest(${centres}::text[]) with ordinality as rows (centre, place)`.execute(trx);
  for (const centre of centres) await ring(trx, centre);
}

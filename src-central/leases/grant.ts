import { sql } from 'kysely';
import { STATUS_LIST_INITIAL, type LeaseReply, type LeaseRequest } from '../../src-shared/contract/central/leases.ts';
import { Fault } from '../../src-shared/errors.ts';
import { streamParts, type StreamId } from '../../src-shared/ids.ts';
import { Subject } from '../../src-shared/ledger/entry.ts';
import { MAX_SERIAL } from '../../src-shared/licensing/licence-number.ts';
import type { CentralKeys } from '../auth/central-keys.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { appendOwn, OWN_STREAM } from '../ingest/own-stream.ts';
import { lockCursor } from '../ingest/cursor.ts';

export interface LeaseTerms {
  /** Numbers lent at a time. */
  readonly size: number;
  readonly days: number;
}

/** Leases of numbers not known to be used, a stream, beyond which no more are lent. */
const MOST_OPEN = 4;

export interface LeaseAsk {
  readonly request: LeaseRequest;
  readonly terms: LeaseTerms;
  readonly keys: CentralKeys;
  readonly now: Date;
}

/**
 * Lends a range of the centre's prefix to a counter that has less than half a lease left. Central
 * trusts the counter's count only so far: what it cannot see used is capped, so a counter that asks in
 * a circle drains nothing. Throws `lease.exhausted` when the prefix has no numbers left.
 */
export async function grantLease(db: CentralDatabase, stream: StreamId, ask: LeaseAsk): Promise<LeaseReply> {
  const { size } = ask.terms;
  const refused = { granted: false, lease: null, size };
  if (ask.request.remaining * 2 >= size) return refused;
  return db.transaction().execute(async (trx) => {
    // Held to the end: grants follow each other, so the next free serial is certain.
    await lockCursor(trx, OWN_STREAM);
    const prefix = await prefixOf(trx, stream, ask);
    const open = await unusedNumbers(trx, { stream, prefix, now: ask.now });
    if (open > size * (MOST_OPEN - 1)) return refused;
    return { granted: true, lease: await lend(trx, { stream, prefix }, ask), size };
  });
}

/** The prefix of what is asked for. Throws `lease.unknown` for the prefix of another centre. */
async function prefixOf(trx: CentralTransaction, stream: StreamId, { request, terms }: LeaseAsk): Promise<string> {
  const { centre } = streamParts(stream);
  const series = request.series ?? centre;
  if (series === centre) return centre;
  if (series === 'status') return currentStatusList(trx, terms.size);
  const other = await trx.selectFrom('centre').select('code').where('code', '=', series).executeTakeFirst();
  if (other !== undefined) throw new Fault('lease.unknown', { prefix: series });
  return series;
}

/** The status list that is being filled: the last one begun, or the next when that has no room for one more lease. */
async function currentStatusList(trx: CentralTransaction, size: number): Promise<string> {
  const { rows } = await sql<{ prefix: string; next: number }>`
    select prefix, max(upper(serials)) as next from lease_range
    where prefix like ${`${STATUS_LIST_INITIAL}%`} group by prefix order by prefix desc limit 1`.execute(trx);
  const [last] = rows;
  if (last === undefined) return `${STATUS_LIST_INITIAL}AA`;
  return last.next + size - 1 <= MAX_SERIAL ? last.prefix : nextPrefix(last.prefix);
}

/** `QAZ` is followed by `QBA`. Throws `lease.exhausted` after `QZZ`, six thousand million cards on. */
function nextPrefix(prefix: string): string {
  const letters = (prefix.charCodeAt(1) - 65) * 26 + (prefix.charCodeAt(2) - 65) + 1;
  if (letters >= 26 * 26) throw new Fault('lease.exhausted', { prefix });
  return `${STATUS_LIST_INITIAL}${String.fromCharCode(65 + Math.floor(letters / 26), 65 + (letters % 26))}`;
}

/** Serials lent to a stream and, as far as central knows, not taken; a lease not settled yet counts whole. */
async function unusedNumbers(
  trx: CentralTransaction,
  { stream, prefix, now }: { stream: StreamId; prefix: string; now: Date },
): Promise<number> {
  const { rows } = await sql<{ unused: number }>`
    select coalesce(sum(upper(range.serials) - coalesce(lease.next_serial, lower(range.serials))), 0)::bigint as unused
    from lease_range range
    left join lease on lease.subject = 'lease:' || range.prefix || ':' || lower(range.serials)
    where range.stream = ${stream} and range.prefix = ${prefix} and coalesce(lease.expires_at, '9') > ${now.toISOString()}`.execute(
    trx,
  );
  return rows[0]?.unused ?? 0;
}

async function lend(
  trx: CentralTransaction,
  { stream, prefix }: { stream: StreamId; prefix: string },
  { terms, keys, now }: LeaseAsk,
): Promise<string> {
  const { rows } = await sql<{ next: number | null }>`
    select max(upper(serials)) as next from lease_range where prefix = ${prefix}`.execute(trx);
  const from = rows[0]?.next ?? 1;
  const to = from + terms.size - 1;
  if (to > MAX_SERIAL) throw new Fault('lease.exhausted', { prefix });
  const expiresAt = new Date(now.getTime() + terms.days * 86_400_000).toISOString();
  const subject = Subject.parse(`lease:${prefix}:${from}`);
  const data = { prefix, from, to, checkDigit: 'iso7064-mod11-10' as const, stream, expiresAt };
  const entry = await appendOwn(trx, { type: 'lease.granted', subject, data }, { keys, at: now });
  await trx
    .insertInto('lease_range')
    .values({ prefix, serials: `[${from},${to}]`, stream, entry_id: entry.id })
    .execute();
  return subject;
}

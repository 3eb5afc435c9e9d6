import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { sql } from 'kysely';
import { STATUS_LIST_INITIAL } from '../../src-shared/contract/central/leases.ts';
import type { CredentialSigner } from '../../src-shared/credential/crypto-port.ts';
import { setStatus, type CardStatus } from '../../src-shared/credential/status.ts';
import { writeDelta, writeSnapshot } from '../../src-shared/credential/status-token.ts';
import type { Sha256 } from '../../src-shared/ids.ts';
import type { StatusIndex } from '../../src-shared/ledger/entries/person-entries.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { readEntry } from '../settle/read-entry.ts';

/** Deltas after a snapshot before the next is made. */
const MOST_DELTAS = 60;
/** Lists of a country are compressed once and sent ten thousand times. */
const params = { [constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_windowLog]: 22 };

const compress = promisify(zstdCompress);

/** A list's bits as one zstd frame, made beside the event loop: of a full list it takes a second or more. */
export async function compressList(bits: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await compress(bits, { params }));
}

interface Publication {
  readonly signer: CredentialSigner;
  readonly now: Date;
}

interface Change {
  readonly list: string;
  readonly position: number;
  readonly status: CardStatus;
}

/**
 * Publishes what changed in the register since the last time, a delta for each list that changed, and a snapshot where
 * there is none or where too many deltas follow it. Call under `lockTrust`.
 */
export async function publishStatus(trx: CentralTransaction, { signer, now }: Publication): Promise<void> {
  const changes = Map.groupBy(await findChanges(trx, now), (each) => each.list);
  for (const list of await allLists(trx)) {
    const version = await lastVersion(trx, list);
    const changed = changes.get(list) ?? [];
    await keepPlaces(trx, changed);
    const next = version + 1;
    const madeAt = now.toISOString();
    if (version === 0) {
      await putSnapshot(trx, { list, version: next, madeAt }, signer);
    } else if (changed.length > 0) {
      const places = changed.map(({ position, status }) => ({ index: position, status }));
      const delta = { is: 'delta', list, from: version, version: next, madeAt, changes: places } as const;
      await putFile(trx, { list, from: version, version: next, madeAt, bytes: writeDelta(delta, signer) });
      if ((await deltasAfterSnapshot(trx, list)) > MOST_DELTAS) {
        await putSnapshot(trx, { list, version: next, madeAt }, signer);
        await forgetOld(trx, list);
      }
    }
  }
}

/**
 * Places whose standing in the register is no longer what was published. A cancelled licence takes all its cards with it;
 * a card that another took the place of stays so, also while its licence is suspended; one whose grant was rejected is
 * cancelled.
 */
async function findChanges(trx: CentralTransaction, now: Date): Promise<readonly Change[]> {
  const today = dayOf(now.toISOString());
  const rejected = await rejectedPlaces(trx);
  const { rows } = await sql<Change>`
    with standing as (
      select issue.list, issue.position,
        case when licence.out_of_force = 'cancelled' then 'cancelled'
          when issue.superseded_by is not null then 'superseded' else 'suspended' end as status
      from card_issue issue join licence on licence.number = issue.licence_number
      where issue.superseded_by is not null
      union
      select issue.list, issue.position,
        case when licence.out_of_force = 'cancelled' then 'cancelled'
          when issue.superseded_by is not null then 'superseded' else 'suspended' end as status
      from licence join card_issue issue on issue.licence_number = licence.number
      where licence.out_of_force is not null
        and (licence.out_of_force = 'cancelled' or issue.superseded_by is not null
          or licence.out_until is null or licence.out_until >= ${today})
      union
      select list, position, 'cancelled' from unnest(
        ${rejected.map(({ list }) => list)}::text[], ${rejected.map(({ index }) => index)}::bigint[]
      ) as never_granted (list, position)
      where not exists (
        select from card_issue issue where issue.list = never_granted.list and issue.position = never_granted.position)
    )
    select coalesce(standing.list, known.list) as list, coalesce(standing.position, known.position) as position,
      coalesce(standing.status, 'valid') as status
    from standing full join status_place known
      on known.list = standing.list and known.position = standing.position
    where standing.status is distinct from known.status
    order by 1, 2`.execute(trx);
  return rows;
}

/**
 * Places of cards that were printed under a grant which two people rejected in the end: no licence stands behind them.
 * Where another entry took the rejected one's place, the register knows the card by that.
 */
async function rejectedPlaces(trx: CentralTransaction): Promise<readonly StatusIndex[]> {
  const { rows } = await sql<{ line: string }>`
    select entry.line from receipt join entry using (stream, seq)
    where receipt.status = 'rejected' and receipt.status <> 'applied' and entry.line like '%"application.%'`.execute(
    trx,
  );
  return rows.flatMap(({ line }) => {
    const { act } = readEntry(line);
    const grants = act?.type === 'application.approved' || act?.type === 'application.issued';
    return grants ? (act.data.status ?? []) : [];
  });
}

async function keepPlaces(trx: CentralTransaction, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const positions = changes.map(({ position }) => position);
  const list = changes[0]?.list ?? '';
  await sql`
    insert into status_place (list, position, status)
    select ${list}, place, status from unnest(
      ${positions}::bigint[], ${changes.map(({ status }) => status)}::text[]
    ) as changed (place, status)
    on conflict (list, position) do update set status = excluded.status`.execute(trx);
  await sql`delete from status_place where list = ${list} and status = 'valid' and position = any(${positions}::bigint[])`.execute(
    trx,
  );
}

/** Every list that places were lent from: also one in which all is valid says so. */
async function allLists(trx: CentralTransaction): Promise<readonly string[]> {
  const { rows } = await sql<{ list: string }>`
    select distinct prefix as list from lease_range where prefix like ${`${STATUS_LIST_INITIAL}%`} order by 1`.execute(
    trx,
  );
  return rows.map(({ list }) => list);
}

async function lastVersion(trx: CentralTransaction, list: string): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`
    select max(version) as version from status_file where list = ${list}`.execute(trx);
  return rows[0]?.version ?? 0;
}

async function deltasAfterSnapshot(trx: CentralTransaction, list: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::bigint as count from status_file where list = ${list} and from_version >= (
      select max(version) from status_file where list = ${list} and from_version = 0)`.execute(trx);
  return rows[0]?.count ?? 0;
}

interface Version {
  readonly list: string;
  readonly version: number;
  readonly madeAt: string;
}

async function putSnapshot(trx: CentralTransaction, { list, version, madeAt }: Version, signer: CredentialSigner) {
  const places = await trx.selectFrom('status_place').selectAll().where('list', '=', list).execute();
  const { rows } = await sql<{ last: number | null }>`
    select max(upper(serials)) as last from lease_range where prefix = ${list}`.execute(trx);
  const bits = new Uint8Array(((rows[0]?.last ?? 0) >> 2) + 1);
  for (const { position, status } of places) setStatus(bits, position, status);
  const lst = await compressList(bits);
  const bytes = writeSnapshot({ list, version, madeAt, lst }, signer);
  await putFile(trx, { list, from: 0, version, madeAt, bytes });
}

async function putFile(
  trx: CentralTransaction,
  { list, from, version, madeAt, bytes }: Version & { readonly from: number; readonly bytes: Uint8Array },
): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await trx
    .insertInto('status_file')
    .values({ sha256, list, from_version: from, version, bytes: Buffer.from(bytes), made_at: madeAt })
    .execute();
}

/** Files before the last snapshot but one: a counter that began with that one can still finish. */
async function forgetOld(trx: CentralTransaction, list: string): Promise<void> {
  await sql`
    delete from status_file where list = ${list} and version < coalesce((
      select version from status_file where list = ${list} and from_version = 0 order by version desc offset 1 limit 1), 0)`.execute(
    trx,
  );
}

/** A published file by its hash: lists are the same for all who have a key. */
export async function readStatusFile(db: CentralDatabase, sha256: Sha256): Promise<Buffer | undefined> {
  const row = await db.selectFrom('status_file').select('bytes').where('sha256', '=', sha256).executeTakeFirst();
  return row?.bytes;
}

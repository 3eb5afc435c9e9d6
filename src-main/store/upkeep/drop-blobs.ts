import { sql } from 'kysely';
import type { Store } from '../store.ts';

/**
 * Removes blobs that central confirmed before a moment (or that are no work of this counter and came before it), but
 * for those that may still be needed here: photos of applications that are open or have no good card yet, faces of a
 * card that is being printed, and whatever an open case is about. A photo that is needed after all, for a reprint,
 * comes again from central. Call inside a transaction; gives how many went.
 */
export function dropBlobs(store: Store, { before, most }: { before: string; most: number }): number {
  const gone = store.sql
    .selectFrom('blob')
    .leftJoin('blob_delivery', 'blob_delivery.sha256', 'blob.sha256')
    .select('blob.sha256')
    .where('blob.stored_at', '<', before)
    .where((eb) => eb.or([eb('blob_delivery.sha256', 'is', null), eb('blob_delivery.confirmed_at', '<', before)]))
    .where(sql<boolean>`not exists (${neededPhoto})`)
    .where(sql<boolean>`not exists (
      select 1 from card where card.stage = 'printing' and (card.front = blob.sha256 or card.back = blob.sha256)
    )`)
    .where(sql<boolean>`not exists (
      select 1 from exception_case c join journal j on j.id = c.entry_id, json_each(j.blobs) named
      where c.stage <> 'closed' and json_extract(named.value, '$.sha256') = blob.sha256
    )`)
    .orderBy('blob.stored_at')
    .limit(most);
  const hashes = store.all(gone).map((row) => row.sha256);
  if (hashes.length === 0) return 0;
  return store.run(store.sql.deleteFrom('blob').where('sha256', 'in', hashes));
}

const neededPhoto = sql`
  select 1 from application a where a.photo = blob.sha256 and (
    a.stage in ('open', 'submitted', 'returned')
    or (a.stage = 'approved' and not exists (
      select 1 from card where card.application_id = a.id and card.stage = 'good'
    ))
  )`;

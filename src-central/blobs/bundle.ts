import { hash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { BundleHead } from '../../src-shared/contract/central/blobs.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import { bigintArray, textArray } from '../database/array-parameter.ts';
import type { CentralDatabase } from '../database/database.ts';

/** A line that lists a hundred blobs is shorter. */
const LONGEST_HEAD = 16 * 1024;
const LINE_FEED = 0x0a;

export interface BundledBlob {
  readonly sha256: Sha256;
  readonly bytes: Buffer;
  /** Where its bytes begin in the bundle. */
  readonly place: number;
}

export interface Bundle {
  readonly whole: Buffer;
  readonly blobs: readonly BundledBlob[];
}

/** Reads a bundle and checks every hash. Throws `input.malformed` for what is none or was changed on its way. */
export function readBundle(whole: Buffer): Bundle {
  const end = whole.subarray(0, LONGEST_HEAD).indexOf(LINE_FEED);
  const head = BundleHead.safeParse(jsonOf(whole.toString('utf8', 0, Math.max(0, end))));
  if (!head.success) throw new Fault('input.malformed', { path: 'head' });
  let at = end + 1;
  const blobs = head.data.map(({ sha256, size }) => {
    const place = at;
    at += size;
    return { sha256, place, bytes: whole.subarray(place, at) };
  });
  if (at !== whole.length) throw new Fault('input.malformed', { path: 'size' });
  const wrong = blobs.findIndex(({ sha256, bytes }) => hash('sha256', bytes) !== sha256);
  if (wrong !== -1) throw new Fault('input.malformed', { path: `blobs.${wrong}` });
  return { whole, blobs };
}

/**
 * Keeps those that are not here yet, as uploads that are complete, in one statement and so in one commit. The bundle goes
 * over as it came and PostgreSQL cuts it up; as the last parameter, for the driver copies what is before one that it has no
 * room for.
 */
export async function storeBundle(
  db: CentralDatabase,
  stream: StreamId,
  { bundle, at }: { bundle: Bundle; at: Date },
): Promise<void> {
  const each = [...new Map(bundle.blobs.map((blob) => [blob.sha256, blob])).values()];
  const hashes = textArray(each.map(({ sha256 }) => sha256));
  await sql`
    with named as (
      select * from unnest(
        ${hashes}::text[],
        ${textArray(each.map(() => randomUUID()))}::text[],
        ${bigintArray(each.map(({ place }) => place))}::bigint[],
        ${bigintArray(each.map(({ bytes }) => bytes.length))}::bigint[]
      ) as named (sha256, id, place, size)
      where not exists (select from blob where blob.sha256 = named.sha256)
    ), uploads as (
      insert into upload (id, stream, sha256, size, received, created_at)
      select id, ${stream}, sha256, size, size, ${at} from named
    ), kept as (
      insert into blob (sha256, size, upload, stored_at) select sha256, size, id, ${at} from named order by sha256
      on conflict do nothing
    ), come as (
      delete from awaited_blob where sha256 = any(${hashes}::text[])
    )
    insert into upload_chunk (upload, at, bytes)
    select id, 0, substr(${bundle.whole}::bytea, place::int + 1, size::int) from named`.execute(db);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

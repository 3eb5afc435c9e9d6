import { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import { genesisHash, hashEntry, headStatement, type ChainHead } from '../../src-shared/ledger/chain.ts';
import type { Entry, EntryHeader, Subject } from '../../src-shared/ledger/entry.ts';
import { ENTRY_SCHEMA, type EntryData, type EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { CentralKeys } from '../auth/central-keys.ts';
import { sha256Text, signText } from '../auth/signatures.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { lockCursor, moveCursor } from './cursor.ts';
import { uuidv7 } from './uuid.ts';

/** The stream of central's own entries. */
export const OWN_STREAM = StreamId.parse('CEN-0-1');
const ACTOR = StaffId.parse('central');

export interface OwnAct<Type extends EntryType = EntryType> {
  readonly type: Type;
  readonly subject: Subject;
  readonly data: EntryData<Type>;
  /** Given when others refer to it before it is written. */
  readonly id?: EntryId;
  /** When it counts as done, where that is not now: an entry in another's place keeps that one's day. */
  readonly at?: string;
}

/** Makes sure central's stream is there; it is chained like any other and signed entry by entry. */
export async function openOwnStream(db: CentralDatabase, keys: CentralKeys, at: Date): Promise<void> {
  const row = { stream: OWN_STREAM, centre: 'CEN', counter: 0, epoch: 1, public_key: keys.publicKey };
  await db
    .insertInto('stream')
    .values({ ...row, api_key_hash: null, build: 'central', enrolled_at: at, last_contact_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('stream_cursor')
    .values({ stream: OWN_STREAM, ack_seq: 0, head: genesisHash(OWN_STREAM, sha256Text), settled_seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes an entry of central's own, in the caller's transaction; it is settled like everybody's. */
export async function appendOwn<Type extends EntryType>(
  trx: CentralTransaction,
  act: OwnAct<Type>,
  by: { keys: CentralKeys; at: Date },
): Promise<Entry> {
  const [entry] = await appendOwnActs(trx, [act], by);
  if (entry === undefined) throw new Error('central wrote nothing');
  return entry;
}

/** Writes any number of them, in order, with the same few statements. */
export async function appendOwnActs(
  trx: CentralTransaction,
  acts: readonly OwnAct[],
  { keys, at }: { keys: CentralKeys; at: Date },
): Promise<readonly Entry[]> {
  if (acts.length === 0) return [];
  let head = await lockCursor(trx, OWN_STREAM);
  const entries: Entry[] = [];
  for (const act of acts) {
    const entry = entryOf(act, head, at);
    entries.push(entry);
    head = entry;
  }
  const rows = entries.map((entry) => {
    const { stream, seq, id, hash } = entry;
    const signature = signText(keys.signing, headStatement({ stream, seq, hash }));
    return { stream, seq, id, hash, line: JSON.stringify(entry), signature, received_at: at };
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await trx
      .insertInto('entry')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
  await moveCursor(trx, OWN_STREAM, head);
  return entries;
}

/** Rows of one statement: PostgreSQL binds at most 65,535 values. */
const ROWS_AT_ONCE = 1_000;

function entryOf(act: OwnAct, before: ChainHead, now: Date): Entry {
  const header: EntryHeader = {
    stream: OWN_STREAM,
    seq: before.seq + 1,
    id: act.id ?? EntryId.parse(uuidv7(now)),
    type: act.type,
    schema: ENTRY_SCHEMA,
    subject: act.subject,
    deps: [],
    actor: ACTOR,
    role: 'central',
    at: act.at ?? now.toISOString(),
    boot: 0,
    offsetMs: 0,
    blobs: [],
    prevHash: before.hash,
  };
  const body = JSON.stringify(act.data);
  return { ...header, body, hash: hashEntry(header, body, sha256Text) };
}

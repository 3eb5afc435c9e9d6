import type { Sha256 } from '../../src-shared/ids.ts';
import { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import { genesisHash, hashEntry, headStatement } from '../../src-shared/ledger/chain.ts';
import type { Entry, EntryHeader, Subject } from '../../src-shared/ledger/entry.ts';
import { ENTRY_SCHEMA, type EntryData, type EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { CentralKeys } from '../auth/central-keys.ts';
import { sha256Text, signText } from '../auth/signatures.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { lockCursor, moveCursor } from './receive.ts';
import { uuidv7 } from './uuid.ts';

/** The stream of central's own entries. */
export const OWN_STREAM = StreamId.parse('CEN-0-1');
const ACTOR = StaffId.parse('central');

export interface OwnAct<Type extends EntryType> {
  readonly type: Type;
  readonly subject: Subject;
  readonly data: EntryData<Type>;
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
  { keys, at }: { keys: CentralKeys; at: Date },
): Promise<Entry> {
  const before = await lockCursor(trx, OWN_STREAM);
  const header: EntryHeader = {
    stream: OWN_STREAM,
    seq: before.seq + 1,
    id: EntryId.parse(uuidv7(at)),
    type: act.type,
    schema: ENTRY_SCHEMA,
    subject: act.subject,
    deps: [],
    actor: ACTOR,
    role: 'central',
    at: at.toISOString(),
    boot: 0,
    offsetMs: 0,
    blobs: [],
    prevHash: before.hash,
  };
  const body = JSON.stringify(act.data);
  const hash: Sha256 = hashEntry(header, body, sha256Text);
  const { stream, seq, id } = header;
  const entry: Entry = { ...header, body, hash };
  const signature = signText(keys.signing, headStatement({ stream, seq, hash }));
  const line = JSON.stringify(entry);
  await trx.insertInto('entry').values({ stream, seq, id, hash, line, signature, received_at: at }).execute();
  await moveCursor(trx, OWN_STREAM, { seq, hash });
  return entry;
}

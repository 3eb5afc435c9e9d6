import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import { findHead, sha256 } from '../../src-main/store/journal.ts';
import type { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import { hashEntry } from '../../src-shared/ledger/chain.ts';
import type { EntryHeader, Subject } from '../../src-shared/ledger/entry.ts';
import type { SimulatedStore } from './simulated-store.ts';

/** What another build, a broken one or a dishonest one may have written: whole in the chain, no good inside. */
const poisons = [
  { type: 'person.recorded', body: '{not json' },
  { type: 'person.recorded', body: '{"person":null}' },
  { type: 'person.vaccinated', body: '{}' },
  { type: 'application.cancelled', body: '{"applicationId":"01900000-0000-7000-8000-000000000001","reason":"nobody"}' },
  { type: 'lease.granted', body: '{}' },
  { type: 'person.recorded', schema: 9, body: '{}' },
  { type: 'person.recorded', body: '{"person":"\\u0000"}' },
  { type: 'person.recorded', role: 'central', body: '{}' },
] as const;

export interface Poison {
  readonly stream: StreamId;
  readonly boot: number;
  readonly subject: string;
  readonly at: number;
  /** Which of the poisons; any whole number. */
  readonly which: number;
}

/** Writes an entry that no journal of this build would write; returns its id. */
export function writePoison(store: SimulatedStore, { stream, boot, subject, at, which }: Poison): EntryId {
  const poison: { type: string; body: string; schema?: number; role?: string } = poisons[which % poisons.length]!;
  const head = findHead(store, stream);
  const header: EntryHeader = {
    stream,
    seq: head.seq + 1,
    id: uuidv7(new Date(at)) as EntryId,
    type: poison.type,
    schema: poison.schema ?? 1,
    subject: subject as Subject,
    deps: [],
    actor: 'op-1' as StaffId,
    role: (poison.role ?? 'operator') as EntryHeader['role'],
    at: new Date(at).toISOString(),
    boot,
    offsetMs: null,
    blobs: [],
    prevHash: head.hash,
  };
  const { offsetMs, prevHash, deps, blobs, ...same } = header;
  const row = {
    ...same,
    offset_ms: offsetMs,
    prev_hash: prevHash,
    deps: JSON.stringify(deps),
    blobs: JSON.stringify(blobs),
  };
  const hash = hashEntry(header, poison.body, sha256);
  store.transact(() => store.run(store.sql.insertInto('journal').values({ ...row, body: poison.body, hash })));
  return header.id;
}

import { hash } from 'node:crypto';
import { accept, refuse, type Refusal, type Result } from '../../src-shared/errors.ts';
import type { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import { genesisHash, hashEntry, type ChainHead } from '../../src-shared/ledger/chain.ts';
import { toAct, ENTRY_SCHEMA, type EntryData, type EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { Entry, EntryHeader, Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { RuleBooks } from '../../src-shared/catalogue/rule-book.ts';
import type { ActorRole } from '../../src-shared/roles.ts';
import type { Clock, Ids } from '../ports.ts';
import { blobOf, storeBlobs, type NewBlob } from './blobs.ts';
import { prepareQuery } from './prepared-query.ts';
import { checkNotRestored } from './restored.ts';
import { serverClock } from './server-clock.ts';
import type { Store } from './store.ts';
import { findSubject, writeSubjects, type SubjectEdit } from './subjects.ts';
import type { JournalRow } from './tables.ts';

export function sha256(text: string): string {
  return hash('sha256', text);
}

/** An act before it is an entry: what a handler builds. Acts of one call may depend on each other by place. */
export interface NewAct<Type extends EntryType = EntryType> {
  readonly type: Type;
  readonly subject: Subject;
  readonly data: EntryData<Type>;
  readonly blobs?: readonly NewBlob[];
  /** Places, in the same call, of acts that must be applied before this one. */
  readonly after?: readonly number[];
}

export interface Actor {
  readonly id: StaffId;
  readonly role: ActorRole;
}

/** Where and when entries are written: one stream of one counter in one run of the core. */
export interface JournalPlace {
  readonly stream: StreamId;
  readonly boot: number;
}

/**
 * The append-only journal: audit log and outbox at once. `append` is the only way an act becomes
 * durable: entries, folded subjects, their rows and their blobs in ONE transaction, all or nothing.
 */
export class Journal {
  readonly #store: Store;
  readonly #rules: RuleBooks;
  readonly #clock: Clock;
  readonly #ids: Ids;
  /** Where streams stand, known since the last append; the only journal of a store held exclusively may remember. */
  readonly #heads = new Map<StreamId, ChainHead>();
  #appended = 0;

  constructor(parts: { store: Store; rules: RuleBooks; clock: Clock; ids: Ids }) {
    this.#store = parts.store;
    this.#rules = parts.rules;
    this.#clock = parts.clock;
    this.#ids = parts.ids;
  }

  /** Acts appended since the start. */
  get appended(): number {
    return this.#appended;
  }

  /** Appends acts in order, or none: a refusal of any leaves no trace. */
  append(place: JournalPlace, actor: Actor, acts: readonly NewAct[]): Result<readonly Entry[]> {
    try {
      const entries = this.#store.transact(() => this.#write(place, actor, acts));
      this.#appended += entries.length;
      const last = entries.at(-1);
      if (last !== undefined) this.#heads.set(place.stream, { seq: last.seq, hash: last.hash });
      return accept(entries);
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      // After a fault of the disk the file is asked where the stream stands, not the memory.
      this.#heads.delete(place.stream);
      throw error;
    }
  }

  #write(place: JournalPlace, actor: Actor, acts: readonly NewAct[]): Entry[] {
    const at = new Date(this.#clock.now()).toISOString();
    const { serverTime, offsetMs } = serverClock(this.#store, at);
    if (serverTime !== null && behind(at, serverTime) && acts.some((act) => issuing.has(act.type))) {
      throw new Refused(refuse('clock.behind', { since: serverTime }));
    }
    if (acts.some((act) => act.type === 'lease.numberTaken')) checkNotRestored(this.#store);
    const edits = new Map<Subject, SubjectEdit>();
    const entries: Entry[] = [];
    let head = this.#heads.get(place.stream) ?? findHead(this.#store, place.stream);
    for (const act of acts) {
      const id = this.#ids.uuid();
      const header = this.#header(place, actor, { act, at, id, head, offsetMs, entries });
      this.#settle(header, act, edits);
      const body = JSON.stringify(act.data);
      const entry: Entry = { ...header, body, hash: hashEntry(header, body, sha256) };
      this.#store.run(insertEntry(journalRow(entry)));
      storeBlobs(this.#store, act.blobs ?? [], at);
      entries.push(entry);
      head = { seq: entry.seq, hash: entry.hash };
    }
    writeSubjects(this.#store, [...edits.values()]);
    return entries;
  }

  #header(
    place: JournalPlace,
    actor: Actor,
    made: { act: NewAct; at: string; id: EntryId; head: ChainHead; offsetMs: number | null; entries: readonly Entry[] },
  ): EntryHeader {
    const { act, entries } = made;
    return {
      stream: place.stream,
      seq: made.head.seq + 1,
      id: made.id,
      type: act.type,
      schema: ENTRY_SCHEMA,
      subject: act.subject,
      deps: (act.after ?? []).flatMap((index) => entries[index]?.id ?? []),
      actor: actor.id,
      role: actor.role,
      at: made.at,
      boot: place.boot,
      offsetMs: made.offsetMs,
      blobs: (act.blobs ?? []).map(blobOf),
      prevHash: made.head.hash,
    };
  }

  #settle(header: EntryHeader, act: NewAct, edits: Map<Subject, SubjectEdit>): void {
    const parsed = toAct(act.type, act.data, header);
    if (!parsed.ok) throw new Refused(parsed);
    const edit = edits.get(header.subject);
    const before = edit === undefined ? findSubject(this.#store, header.subject) : edit.before;
    const current: SubjectState | undefined = edit === undefined ? before : edit.after;
    const folded = fold(current, parsed.value, this.#rules);
    if (!folded.ok) throw new Refused(folded);
    edits.set(header.subject, { subject: header.subject, before, after: folded.value });
  }
}

const lastOf = prepareQuery((sql, { stream }: { stream: string }) =>
  sql.selectFrom('journal').select(['seq', 'hash']).where('stream', '=', stream).orderBy('seq', 'desc').limit(1),
);

const insertEntry = prepareQuery((sql, row: JournalRow) =>
  sql.insertInto('journal').values({
    stream: row.stream,
    seq: row.seq,
    id: row.id,
    type: row.type,
    schema: row.schema,
    subject: row.subject,
    deps: row.deps,
    actor: row.actor,
    role: row.role,
    at: row.at,
    boot: row.boot,
    offset_ms: row.offset_ms,
    blobs: row.blobs,
    prev_hash: row.prev_hash,
    hash: row.hash,
    body: row.body,
  }),
);

/** The last entry of a stream; its genesis when it has none. */
export function findHead(store: Store, stream: StreamId): ChainHead {
  const last = store.get(lastOf({ stream }));
  if (last === undefined) return { seq: 0, hash: genesisHash(stream, sha256) };
  return { seq: last.seq, hash: last.hash as ChainHead['hash'] };
}

/** What is left of a body that was emptied after central settled it: no entry's body is this. */
export const EMPTIED = 'null';

/** A row of the journal as the entry it holds. */
export function entryOf(row: JournalRow): Entry {
  const { offset_ms: offsetMs, prev_hash: prevHash, ...same } = row;
  return { ...same, offsetMs, prevHash, deps: JSON.parse(row.deps), blobs: JSON.parse(row.blobs) } as Entry;
}

function journalRow(entry: Entry): JournalRow {
  const { offsetMs, prevHash, deps, blobs, ...same } = entry;
  return {
    ...same,
    offset_ms: offsetMs,
    prev_hash: prevHash,
    deps: JSON.stringify(deps),
    blobs: JSON.stringify(blobs),
  };
}

/** Acts whose date has legal effect: refused while the clock stands before a time that central vouched for. */
const issuing: ReadonlySet<EntryType> = new Set([
  'application.feePaid',
  'application.approved',
  'application.issued',
  'lease.numberTaken',
  'till.took',
  'till.shiftOpened',
  'till.paidOut',
  'day.closed',
]);

/** Clocks of good PCs differ by seconds; a clock this far before the last server time is wrong. */
const BEHIND_TOLERANCE_MS = 5 * 60_000;

function behind(at: string, serverTime: string): boolean {
  return Date.parse(at) < Date.parse(serverTime) - BEHIND_TOLERANCE_MS;
}

class Refused extends Error {
  readonly refusal: Refusal & { ok: false };

  constructor(refusal: Refusal & { ok: false }) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

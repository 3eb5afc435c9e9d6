import { sql } from 'kysely';
import type { ReceiptStatus } from '../../src-shared/contract/central/feed.ts';
import { isErrorCode, type ErrorCode } from '../../src-shared/errors.ts';
import { isSameCounter, type EntryId, type StreamId } from '../../src-shared/ids.ts';
import type { SubjectChange } from '../../src-shared/ledger/settle.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { CentralTransaction } from '../database/database.ts';
import type { Pending } from './pending.ts';
import { numbersOf } from './taken-numbers.ts';

export type Status = ReceiptStatus;

/** An entry of a stream that is not applied and that later entries of its subject may rest on. */
interface Open {
  readonly id: EntryId;
  readonly seq: number;
}

/** What became of an id, as last written. */
interface Fate {
  readonly status: Status;
  readonly stream: StreamId;
  readonly seq: number;
  readonly code: ErrorCode | null;
  readonly waitsFor: EntryId | null;
}

/** What an entry finds that rests on another: `applied`, itself or in its place; `rejected` for good; or `open`, and what to wait for. */
export type Footing =
  | { readonly is: 'applied' }
  | { readonly is: 'rejected' }
  | { readonly is: 'open'; readonly id: EntryId };

/**
 * What a round of settling works on, in memory: the states of the subjects it touches, and what
 * became of the entries it refers to. Loaded with a few queries however many entries there are.
 */
export class Bench {
  readonly #before = new Map<string, SubjectState | undefined>();
  readonly #after = new Map<string, SubjectState | undefined>();
  readonly #status = new Map<EntryId, Fate>();
  /** What entries that share an id say, by their place. */
  readonly #says = new Map<string, string>();
  readonly #open = new Map<string, Open[]>();
  /** Rejected for good, by stream and subject. */
  readonly #rejected = new Map<string, Open[]>();
  /** Where central's entry stands in another's place: the stream and subject whose later entries wait for it. */
  readonly #standIns = new Map<EntryId, { key: string; seq: number }>();

  async load(trx: CentralTransaction, entries: readonly Pending[]): Promise<void> {
    const subjects = [...new Set(entries.flatMap(({ read }) => subjectsOf(read)))].filter(
      (each) => !this.#before.has(each),
    );
    const ids = [...new Set(entries.flatMap(({ id, read }) => [id, ...read.deps]))].filter(
      (id) => !this.#status.has(id),
    );
    const states = await trx
      .selectFrom('subject')
      .selectAll()
      .where(sql<boolean>`subject = any(${subjects}::text[])`)
      .execute();
    const found = new Map(states.map((row) => [row.subject, JSON.parse(row.state) as SubjectState]));
    for (const subject of subjects) {
      this.#before.set(subject, found.get(subject));
      this.#after.set(subject, found.get(subject));
    }
    const receipts = await trx
      .selectFrom('receipt')
      .select(receiptColumns)
      .where(
        sql<boolean>`entry_id = any(${ids}::text[]) or (status <> 'applied' and subject = any(${subjects}::text[]))`,
      )
      // Older epochs first: of two copies of one entry the first decides.
      .orderBy(sql`length(stream)`)
      .orderBy('stream')
      .orderBy('seq')
      .execute();
    for (const row of receipts) this.#noteRow(row);
    await this.#loadReplacements(trx);
    const fresh = new Set(subjects);
    for (const row of receipts) if (row.status !== 'applied' && fresh.has(row.subject)) this.#place(row);
    await this.#loadRepeated(trx, entries);
  }

  /** As it was before this round. */
  stateBefore(subject: string): SubjectState | undefined {
    return this.#before.get(subject);
  }

  stateOf(subject: string): SubjectState | undefined {
    return this.#after.get(subject);
  }

  statusOf(id: EntryId): Status | undefined {
    return this.#status.get(id)?.status;
  }

  /** What became of an entry, with the reason; undefined for one that was never settled. */
  fateOf(id: EntryId): Fate | undefined {
    return this.#status.get(id);
  }

  /** What rests on this id finds; a replaced entry stands by its replacement. */
  footingOf(id: EntryId): Footing {
    const known = this.#status.get(id);
    if (known?.status === 'applied') return { is: 'applied' };
    if (known?.status !== 'rejected') return { is: 'open', id };
    return known.waitsFor === null ? { is: 'rejected' } : this.footingOf(known.waitsFor);
  }

  /** The rejected entry that this one waited for; undefined when it waited for none. */
  rejectedUnder({ id, stream, seq }: Pending): EntryId | undefined {
    const known = this.#status.get(id);
    if (known?.status !== 'parked' || known.waitsFor === null || known.stream !== stream || known.seq !== seq)
      return undefined;
    return this.footingOf(known.waitsFor).is === 'rejected' ? known.waitsFor : undefined;
  }

  /** The last entry before this one, of the same stream and subject, that was rejected for good. */
  rejectedBefore({ stream, seq, read }: Pending): EntryId | undefined {
    return this.#rejected.get(`${stream} ${read.subject}`)?.findLast((each) => each.seq < seq)?.id;
  }

  /**
   * What became of this id under another sequence; an id is used once. `carried`: it is the very same entry, which
   * its counter sends again because its epoch was renewed before it knew that central had it.
   */
  firstOf({ id, stream, seq }: Pending): { readonly status: Status; readonly carried: boolean } | undefined {
    const known = this.#status.get(id);
    if (known === undefined || (known.stream === stream && known.seq === seq)) return undefined;
    const says = this.#says.get(placeOf({ stream, seq }));
    const same = says !== undefined && says === this.#says.get(placeOf(known));
    return { status: known.status, carried: same && known.stream !== stream && isSameCounter(known.stream, stream) };
  }

  /** The first unapplied entry before this one that its counter rested on: same stream, same subject. */
  openBefore({ stream, seq, read }: Pending): EntryId | undefined {
    return this.#open.get(`${stream} ${read.subject}`)?.find((each) => each.seq < seq)?.id;
  }

  apply(entry: Pending, state: SubjectState): void {
    this.#after.set(entry.read.subject, state);
    this.note(entry, { status: 'applied' });
    this.#shut(`${entry.stream} ${entry.read.subject}`, entry.id);
    this.#standDown(entry.id);
  }

  leave(entry: Pending, left: { status: 'parked' | 'exception'; code: ErrorCode; waitsFor: EntryId | null }): void {
    this.note(entry, left);
    this.#leaveOpen(`${entry.stream} ${entry.read.subject}`, entry);
  }

  /** Never to be applied: alone or with what it rested on, or because another stands in its place. */
  reject(entry: Pending, fate: { code: ErrorCode; waitsFor: EntryId | null }): void {
    this.note(entry, { status: 'rejected', ...fate });
    this.#shut(`${entry.stream} ${entry.read.subject}`, entry.id);
    this.#place({ ...entry, entry_id: entry.id, subject: entry.read.subject, status: 'rejected' });
    this.#standDown(entry.id);
  }

  changes(): readonly SubjectChange[] {
    return [...this.#after]
      .map(([subject, after]) => ({ subject, before: this.#before.get(subject), after }))
      .filter(({ before, after }) => before !== after);
  }

  note({ id, stream, seq }: Place, fate: Partial<Fate> & Pick<Fate, 'status'>): void {
    const known = this.#status.get(id);
    if (known === undefined || (known.stream === stream && known.seq === seq))
      this.#status.set(id, { code: null, waitsFor: null, ...fate, stream, seq });
  }

  #noteRow(row: ReceiptRow): void {
    const place = { id: row.entry_id as EntryId, stream: row.stream as StreamId, seq: row.seq };
    const code = isErrorCode(row.code) ? row.code : null;
    this.note(place, { status: row.status, code, waitsFor: row.waits_for as EntryId | null });
  }

  /** What stands in the place of rejected entries, however often it was replaced again. Hardly ever any. */
  async #loadReplacements(trx: CentralTransaction): Promise<void> {
    for (let known = -1; known !== this.#status.size;) {
      known = this.#status.size;
      const ids = [...this.#status.values()].flatMap(({ status, waitsFor }) =>
        status === 'rejected' && waitsFor !== null && !this.#status.has(waitsFor) ? [waitsFor] : [],
      );
      if (ids.length === 0) return;
      const query = trx.selectFrom('receipt').select(receiptColumns);
      for (const row of await query.where(sql<boolean>`entry_id = any(${ids}::text[])`).execute()) this.#noteRow(row);
    }
  }

  /** Puts an unapplied entry where those find it that come after it. */
  #place(row: Omit<ReceiptRow, 'code' | 'waits_for'>): void {
    const key = `${row.stream} ${row.subject}`;
    const id = row.entry_id as EntryId;
    const footing = row.status === 'rejected' ? this.footingOf(id) : { is: 'open' as const, id };
    if (footing.is === 'rejected') this.#rejected.set(key, [...(this.#rejected.get(key) ?? []), { id, seq: row.seq }]);
    if (footing.is !== 'open') return;
    this.#leaveOpen(key, { id: footing.id, seq: row.seq });
    if (footing.id !== id) this.#standIns.set(footing.id, { key, seq: row.seq });
  }

  /** Those who waited for an entry in another's place wait for it no longer, but perhaps for one in its own place. */
  #standDown(id: EntryId): void {
    const place = this.#standIns.get(id);
    if (place === undefined) return;
    this.#shut(place.key, id);
    const footing = this.footingOf(id);
    if (footing.is !== 'open') return;
    this.#leaveOpen(place.key, { id: footing.id, seq: place.seq });
    this.#standIns.set(footing.id, place);
  }

  #shut(key: string, id: EntryId): void {
    const left = this.#open.get(key)?.filter((each) => each.id !== id);
    if (left !== undefined) this.#open.set(key, left);
  }

  /** Entries that share an id are read as they were received, to see whether they say the same. Hardly ever any. */
  async #loadRepeated(trx: CentralTransaction, entries: readonly Pending[]): Promise<void> {
    const seen = new Map<EntryId, string>();
    const repeated = entries.filter(({ id, stream, seq }) => {
      const known = this.#status.get(id);
      const place = known === undefined ? (seen.get(id) ?? placeOf({ stream, seq })) : placeOf(known);
      seen.set(id, place);
      return place !== placeOf({ stream, seq });
    });
    if (repeated.length === 0) return;
    const ids = repeated.map(({ id }) => id);
    const query = trx.selectFrom('entry').select(['stream', 'seq', 'line']);
    for (const row of await query.where(sql<boolean>`id = any(${ids}::text[])`).execute()) {
      this.#says.set(placeOf(row), saysOf(row.line));
    }
  }

  #leaveOpen(key: string, { id, seq }: Open): void {
    const list = (this.#open.get(key) ?? []).filter((each) => each.id !== id);
    const place = list.findIndex((each) => each.seq > seq);
    list.splice(place < 0 ? list.length : place, 0, { id, seq });
    this.#open.set(key, list);
  }
}

type Place = Pick<Pending, 'id' | 'stream' | 'seq'>;

interface ReceiptRow {
  readonly stream: string;
  readonly seq: number;
  readonly entry_id: string;
  readonly subject: string;
  readonly status: Status;
  readonly code: string | null;
  readonly waits_for: string | null;
}

const receiptColumns = ['stream', 'seq', 'entry_id', 'subject', 'status', 'code', 'waits_for'] as const;

/** The subjects whose state is needed to judge an entry: its own, and the leases a grant takes its numbers from. */
function subjectsOf({ subject, act }: Pending['read']): readonly string[] {
  return [subject, ...(act === undefined ? [] : numbersOf(act).map(({ lease }) => lease))];
}

function placeOf({ stream, seq }: { readonly stream: string; readonly seq: number }): string {
  return `${stream} ${seq}`;
}

/** All of an entry but its place in a chain. */
function saysOf(line: string): string {
  const { stream: _, seq: __, prevHash: ___, hash: ____, ...rest } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify(rest);
}

import { sql } from 'kysely';
import type { ReceiptStatus } from '../../src-shared/contract/central/feed.ts';
import { isSameCounter, type EntryId, type StreamId } from '../../src-shared/ids.ts';
import type { SubjectChange } from '../../src-shared/ledger/settle.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { CentralTransaction } from '../database/database.ts';
import type { Pending } from './pending.ts';

export type Status = ReceiptStatus;

/** An entry of a stream that is not applied and that later entries of its subject may rest on. */
interface Open {
  readonly id: EntryId;
  readonly seq: number;
}

/**
 * What a round of settling works on, in memory: the states of the subjects it touches, and what
 * became of the entries it refers to. Loaded with a few queries however many entries there are.
 */
export class Bench {
  readonly #before = new Map<string, SubjectState | undefined>();
  readonly #after = new Map<string, SubjectState | undefined>();
  readonly #status = new Map<EntryId, { status: Status; stream: StreamId; seq: number }>();
  /** What entries that share an id say, by their place. */
  readonly #says = new Map<string, string>();
  readonly #open = new Map<string, Open[]>();

  async load(trx: CentralTransaction, entries: readonly Pending[]): Promise<void> {
    const subjects = [...new Set(entries.map(({ read }) => read.subject))].filter((each) => !this.#before.has(each));
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
      .select(['stream', 'seq', 'entry_id', 'subject', 'status'])
      .where(
        sql<boolean>`entry_id = any(${ids}::text[]) or (status <> 'applied' and subject = any(${subjects}::text[]))`,
      )
      // Older epochs first: of two copies of one entry the first decides.
      .orderBy(sql`length(stream)`)
      .orderBy('stream')
      .orderBy('seq')
      .execute();
    for (const row of receipts) {
      this.note({ id: row.entry_id as EntryId, stream: row.stream as StreamId, seq: row.seq }, row.status);
      if (row.status !== 'applied' && subjects.includes(row.subject)) this.#leaveOpen(row.subject, row);
    }
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
    this.note(entry, 'applied');
    const key = `${entry.stream} ${entry.read.subject}`;
    const left = this.#open.get(key)?.filter((each) => each.id !== entry.id);
    if (left !== undefined) this.#open.set(key, left);
  }

  leave(entry: Pending, status: 'parked' | 'exception'): void {
    this.note(entry, status);
    this.#leaveOpen(entry.read.subject, { stream: entry.stream, entry_id: entry.id, seq: entry.seq });
  }

  changes(): readonly SubjectChange[] {
    return [...this.#after]
      .map(([subject, after]) => ({ subject, before: this.#before.get(subject), after }))
      .filter(({ before, after }) => before !== after);
  }

  note({ id, stream, seq }: Pick<Pending, 'id' | 'stream' | 'seq'>, status: Status): void {
    const known = this.#status.get(id);
    if (known === undefined || (known.stream === stream && known.seq === seq))
      this.#status.set(id, { status, stream, seq });
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

  #leaveOpen(subject: string, { stream, entry_id, seq }: { stream: string; entry_id: string; seq: number }): void {
    const key = `${stream} ${subject}`;
    const list = (this.#open.get(key) ?? []).filter((each) => each.id !== entry_id);
    const place = list.findIndex((each) => each.seq > seq);
    list.splice(place < 0 ? list.length : place, 0, { id: entry_id as EntryId, seq });
    this.#open.set(key, list);
  }
}

function placeOf({ stream, seq }: { readonly stream: string; readonly seq: number }): string {
  return `${stream} ${seq}`;
}

/** All of an entry but its place in a chain. */
function saysOf(line: string): string {
  const { stream: _, seq: __, prevHash: ___, hash: ____, ...rest } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify(rest);
}

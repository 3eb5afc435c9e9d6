import { sql } from 'kysely';
import type { EntryId, StreamId } from '../../src-shared/ids.ts';
import type { SubjectChange } from '../../src-shared/ledger/settle.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { CentralTransaction } from '../database/database.ts';
import type { Pending } from './pending.ts';

export type Status = 'applied' | 'parked' | 'exception';

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
      .orderBy('seq')
      .execute();
    for (const row of receipts) {
      this.note({ id: row.entry_id as EntryId, stream: row.stream as StreamId, seq: row.seq }, row.status);
      if (row.status !== 'applied' && subjects.includes(row.subject)) this.#leaveOpen(row.subject, row);
    }
  }

  stateOf(subject: string): SubjectState | undefined {
    return this.#after.get(subject);
  }

  statusOf(id: EntryId): Status | undefined {
    return this.#status.get(id)?.status;
  }

  /** Was this id settled under another sequence? An id is used once. */
  isRepeated({ id, stream, seq }: Pending): boolean {
    const known = this.#status.get(id);
    return known !== undefined && (known.stream !== stream || known.seq !== seq);
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

  #leaveOpen(subject: string, { stream, entry_id, seq }: { stream: string; entry_id: string; seq: number }): void {
    const key = `${stream} ${subject}`;
    const list = (this.#open.get(key) ?? []).filter((each) => each.id !== entry_id);
    const place = list.findIndex((each) => each.seq > seq);
    list.splice(place < 0 ? list.length : place, 0, { id: entry_id as EntryId, seq });
    this.#open.set(key, list);
  }
}

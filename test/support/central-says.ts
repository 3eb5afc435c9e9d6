import { genesisHash, hashEntry } from '../../src-shared/ledger/chain.ts';
import type { FeedItem, Receipt } from '../../src-shared/contract/central/feed.ts';
import type { EntryData, EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { Entry, EntryHeader, Subject } from '../../src-shared/ledger/entry.ts';
import type { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import type { Counter } from '../../src-main/counter.ts';
import { applyFeed } from '../../src-main/store/feed.ts';
import { sha256 } from '../../src-main/store/journal.ts';

const CENTRAL = 'CEN-0-1' as StreamId;

/** What central sends down to a counter, without a central: items of the feed, one change after the other. */
export class CentralSays {
  readonly #counter: Counter;
  #seq = 100;

  constructor(counter: Counter) {
    this.#counter = counter;
  }

  entry<Type extends EntryType>(type: Type, subject: Subject, data: EntryData<Type>): Entry {
    const header: EntryHeader = {
      stream: CENTRAL,
      seq: (this.#seq += 1),
      id: `01900000-0000-7000-8000-ce0000000${this.#seq}` as EntryId,
      type,
      schema: 1,
      subject,
      deps: [],
      actor: 'central' as StaffId,
      role: 'central',
      at: this.#at,
      boot: 0,
      offsetMs: 0,
      blobs: [],
      prevHash: genesisHash(CENTRAL, sha256),
    };
    const body = JSON.stringify(data);
    const entry: Entry = { ...header, body, hash: hashEntry(header, body, sha256) };
    this.#apply({ kind: 'entry', entry });
    return entry;
  }

  receipt(
    { stream, seq, id: entryId }: Pick<Entry, 'stream' | 'seq' | 'id'>,
    status: Receipt['status'],
    { code = null, waitsFor = null }: Partial<Pick<Receipt, 'code' | 'waitsFor'>> = {},
  ): void {
    this.#apply({ kind: 'receipt', receipt: { stream, seq, entryId, status, code, waitsFor } });
  }

  get #at(): string {
    return new Date(this.#counter.clock.now()).toISOString();
  }

  #apply(
    item: Omit<FeedItem & { kind: 'entry' }, 'change' | 'at'> | Omit<FeedItem & { kind: 'receipt' }, 'change' | 'at'>,
  ): void {
    const { store, rules, identity } = this.#counter;
    const change = (store.get(store.sql.selectFrom('replay_cursor').select('feed_change'))?.feed_change ?? 0) + 1;
    const { stream } = identity.place;
    const { diverged } = applyFeed(store, [{ ...item, change, at: this.#at }], { stream, rules });
    if (diverged.length > 0) throw new Error('the counter refuses what central says');
  }
}

import * as fc from 'fast-check';
import type { FeedItem, Receipt } from '../../src-shared/contract/central/feed.ts';
import { applyFeed } from '../../src-main/store/feed.ts';
import { actOf } from '../../src-shared/ledger/entry-types.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { intent, plan, type Intent } from '../support/acts.ts';
import { hash } from '../support/bodies.ts';
import { TestStore } from '../support/test-store.ts';
import { streams, World, type Planned } from '../support/world.ts';

/** What may happen between a counter, central and another counter, in any order. */
export type Event =
  | { readonly kind: 'own' | 'foreign'; readonly wish: Intent }
  | { readonly kind: 'deliver'; readonly park: boolean }
  | { readonly kind: 'unpark' }
  | { readonly kind: 'page'; readonly size: number; readonly overlap: number };

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('own' as const), wish: intent }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('foreign' as const), wish: intent }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deliver' as const), park: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unpark' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('page' as const), size: fc.nat({ max: 6 }), overlap: fc.nat({ max: 5 }) }),
  },
);
export const events = fc.array(anyEvent, { minLength: 5, maxLength: 90, size: 'max' });

type Published =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'subject'; readonly subject: Subject; readonly state: string; readonly signature: string };

/** One counter with a real store, a central that settles in its own order, and a counter elsewhere. */
export class FeedWorld {
  readonly counter = new TestStore();
  readonly feed: FeedItem[] = [];
  readonly diverged: string[] = [];
  readonly #here = new World();
  readonly #central = new World(0x10_000_000);
  readonly #own: Entry[] = [];
  readonly #parked: Entry[] = [];
  /** People the counter's centre has written of: others' entries about anybody else do not come. */
  readonly #followed = new Set<string>();
  #delivered = 0;

  run(event: Event): void {
    switch (event.kind) {
      case 'own':
        return this.#act(event.wish);
      case 'foreign':
        return this.#actElsewhere(event.wish);
      case 'deliver':
        return this.#deliver(event.park);
      case 'unpark': {
        const entry = this.#parked.shift();
        return entry === undefined ? undefined : this.#settle(entry);
      }
      case 'page':
        return this.#pull(event);
    }
  }

  get cursor(): number {
    const { store } = this.counter;
    return store.get(store.sql.selectFrom('replay_cursor').select('feed_change'))?.feed_change ?? 0;
  }

  /** Written down apart from the code under test: central's order up to the cursor, then own unsettled entries. */
  expected(): Map<Subject, SubjectState> {
    const states = new Map<Subject, SubjectState>();
    const settled = new Set<string>();
    for (const item of this.feed.slice(0, this.cursor)) {
      if (item.kind === 'subject') states.set(item.subject, JSON.parse(item.state) as SubjectState);
      if (item.kind === 'entry') foldInto(states, item.entry);
      if (item.kind !== 'receipt' || item.receipt.status === 'parked') continue;
      settled.add(item.receipt.entryId);
      if (item.receipt.status === 'applied') foldInto(states, this.#own[item.receipt.seq - 1]!);
    }
    for (const entry of this.#own) if (!settled.has(entry.id)) foldInto(states, entry);
    return states;
  }

  #act(wish: Intent): void {
    const { store } = this.counter;
    this.#here.states.clear();
    for (const { subject, state } of store.all(store.sql.selectFrom('subject').selectAll())) {
      this.#here.states.set(subject as Subject, JSON.parse(state) as SubjectState);
    }
    const planned = plan(this.#here, { ...wish, stream: 0 });
    this.#here.try(planned);
    const result = this.counter.append(planned);
    if (result.ok) this.#own.push(...result.value);
  }

  #actElsewhere(wish: Intent): void {
    const planned = plan(this.#central, { ...wish, stream: 1 });
    const { id, result } = this.#central.try(planned);
    if (!result.ok || !this.#isFollowed(planned.subject)) return;
    this.#publish({ kind: 'entry', entry: foreignEntry(planned, id) });
  }

  #deliver(park: boolean): void {
    const entry = this.#own[this.#delivered];
    if (entry === undefined) return;
    this.#delivered += 1;
    this.#follow(entry.subject);
    if (!park) return this.#settle(entry);
    this.#parked.push(entry);
    this.#publish({ kind: 'receipt', receipt: receiptOf(entry, 'parked') });
  }

  #isFollowed(subject: Subject): boolean {
    return !subject.startsWith('person:') || this.#followed.has(subject);
  }

  /** The first entry of this centre about a person: what others wrote before comes whole, ahead of its receipt. */
  #follow(subject: Subject): void {
    if (this.#isFollowed(subject)) return;
    this.#followed.add(subject);
    const state = this.#central.states.get(subject);
    if (state === undefined) return;
    this.#publish({ kind: 'subject', subject, state: JSON.stringify(state), signature: '' });
  }

  #settle(entry: Entry): void {
    const applied = foldInto(this.#central.states, entry);
    this.#publish({ kind: 'receipt', receipt: receiptOf(entry, applied ? 'applied' : 'exception') });
  }

  #publish(item: Published): void {
    this.feed.push({ change: this.feed.length + 1, at: '2026-03-02T05:00:00.000Z', ...item });
  }

  #pull({ size, overlap }: { size: number; overlap: number }): void {
    const page = this.feed.slice(Math.max(0, this.cursor - overlap), this.cursor + size);
    const context = { stream: streams[0], rules: firstRules };
    this.diverged.push(...applyFeed(this.counter.store, page, context).diverged);
  }
}

function foldInto(states: Map<Subject, SubjectState>, entry: Entry): boolean {
  const act = actOf(entry);
  const result = act.ok ? fold(states.get(entry.subject), act.value, firstRules) : act;
  if (result.ok) states.set(entry.subject, result.value);
  return result.ok;
}

function receiptOf(entry: Entry, status: Receipt['status']): Receipt {
  const code = status === 'applied' ? null : 'ledger.dependency';
  return { stream: entry.stream, seq: entry.seq, entryId: entry.id, status, code, waitsFor: null };
}

function foreignEntry(planned: Planned, id: Entry['id']): Entry {
  const { type, subject, data, actor, stream, at } = planned;
  const sum = hash(id) as Entry['hash'];
  const place = { stream, seq: 1, id, type, schema: 1, subject, deps: [], boot: 1, offsetMs: null, blobs: [] };
  return { ...place, actor: actor.id, role: actor.role, at, prevHash: sum, hash: sum, body: JSON.stringify(data) };
}

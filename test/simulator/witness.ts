import { findHead } from '../../src-main/store/journal.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import type { SimulatedCounter } from './simulated-counter.ts';

/** An entry that a counter was told central has. */
export interface Acknowledged {
  readonly id: string;
  readonly hash: string;
}

/** Remembers on the way what nobody may take back: acknowledgements, and how far each disk's cursors came. */
export class Witness {
  readonly #world: { readonly counters: readonly SimulatedCounter[] };
  /** By stream, then sequence. */
  readonly acknowledged = new Map<StreamId, Map<number, Acknowledged>>();
  readonly #seen = new Map<string, { acked: number; feed: number }>();
  readonly failures: string[] = [];

  constructor(world: { readonly counters: readonly SimulatedCounter[] }) {
    this.#world = world;
  }

  /** Looks at every counter that is on; cheap, for after every act. */
  look(): void {
    for (const counter of this.#world.counters) if (counter.isOn) counter.run.store.watch(() => this.#lookAt(counter));
  }

  /** What this counter's disk held and central never heard is given up with the disk. */
  abandon(counter: SimulatedCounter): void {
    if (counter.isOn) counter.run.store.watch(() => this.#lookAt(counter));
    counter.saved = [];
  }

  #lookAt(counter: SimulatedCounter): void {
    const { store } = counter.run;
    const { stream } = counter;
    const cursor = store.get(store.sql.selectFrom('replay_cursor').select(['acked_seq', 'feed_change']));
    const [acked, feed] = [cursor?.acked_seq ?? 0, cursor?.feed_change ?? 0];
    const before = this.#seen.get(`${counter.file} ${stream}`) ?? { acked: 0, feed: 0 };
    if (feed < before.feed)
      this.failures.push(`${counter.name}: the feed cursor went back from ${before.feed} to ${feed}`);
    if (acked < before.acked)
      this.failures.push(`${counter.name}: the acknowledged went back from ${before.acked} to ${acked}`);
    if (acked > before.acked) this.#note(counter, { after: before.acked, acked });
    this.#seen.set(`${counter.file} ${stream}`, { acked, feed });
  }

  #note(counter: SimulatedCounter, { after, acked }: { after: number; acked: number }): void {
    const { store } = counter.run;
    const { stream } = counter;
    if (acked > findHead(store, stream).seq)
      this.failures.push(`${counter.name}: acknowledged ${acked}, never written`);
    const known = this.acknowledged.get(stream) ?? new Map<number, Acknowledged>();
    this.acknowledged.set(stream, known);
    const rows = store.sql.selectFrom('journal').select(['seq', 'id', 'hash']).where('stream', '=', stream);
    for (const { seq, id, hash } of store.all(rows.where('seq', '>', after).where('seq', '<=', acked))) {
      const earlier = known.get(seq);
      if (earlier !== undefined && earlier.hash !== hash) {
        this.failures.push(`${stream} ${seq}: two different entries were acknowledged`);
      }
      known.set(seq, { id, hash });
    }
  }
}

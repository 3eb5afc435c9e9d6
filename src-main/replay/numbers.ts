import type { RuleBooks } from '../../src-shared/catalogue/rule-book.ts';
import { STATUS_LIST_INITIAL, type Series } from '../../src-shared/contract/central/leases.ts';
import { streamParts, type StreamId } from '../../src-shared/ids.ts';
import { addDays, dayOf } from '../../src-shared/licensing/calendar.ts';
import type { Clock } from '../ports.ts';
import { prepareQuery } from '../store/prepared-query.ts';
import { trustedNow } from '../store/server-clock.ts';
import type { Store } from '../store/store.ts';
import type { CentralApi } from './central-client.ts';
import type { StepResult } from './lane.ts';

/** What central lends at a time, until it says. */
const USUAL_SIZE = 200;

export interface NumbersParts {
  readonly api: CentralApi;
  readonly store: Store;
  readonly clock: Clock;
  readonly stream: StreamId;
  readonly rules: RuleBooks;
}

/** Asks for numbers of each series when half a lease of it is used up, so that a centre never runs dry by surprise. */
export class Numbers {
  readonly #parts: NumbersParts;
  #size = USUAL_SIZE;
  /** Leases of a series here when one was granted: until it has come down, no other is asked for. */
  readonly #expecting = new Map<Series, number>();

  constructor(parts: NumbersParts) {
    this.#parts = parts;
  }

  async step(signal: AbortSignal): Promise<StepResult> {
    const { api, stream, store, clock } = this.#parts;
    for (const series of seriesUntil(this.#parts, stream, COMING_DAYS)) {
      const { remaining, leases } = countNumbers({ store, clock }, stream, series);
      if (this.#expecting.get(series) !== leases) this.#expecting.delete(series);
      if (remaining * 2 >= this.#size || this.#expecting.has(series)) continue;
      const own = series === ownSeries(stream);
      const body = own ? { remaining } : { remaining, series };
      const { granted, size } = await api.leases({ params: { stream }, body }, { signal });
      this.#size = size;
      if (granted) this.#expecting.set(series, leases);
    }
    return 'idle';
  }
}

/** A service that begins so soon has its numbers beforehand: on its first day the link may be down. */
const COMING_DAYS = 14;

/** The series of the services in force, and of those that will be within some days: the centre's own first. */
function seriesUntil(
  { store, clock, rules }: Pick<NumbersParts, 'store' | 'clock' | 'rules'>,
  stream: StreamId,
  days: number,
): readonly Series[] {
  const today = dayOf(trustedNow({ store, clock }));
  const books = [rules.inForce(today), ...(days > 0 ? [rules.inForce(addDays(today, days))] : [])];
  const services = books.flatMap((book) => book?.services ?? []);
  const named = services.flatMap(({ series }) => series ?? []);
  const status: Series[] = services.some(({ proves }) => proves) ? ['status'] : [];
  return [...new Set<Series>([ownSeries(stream), ...named, ...status])];
}

/** What a stream can still give of the series that runs dry first: so many documents of any kind are sure. */
export function scarcestNumbers(parts: Pick<NumbersParts, 'store' | 'clock' | 'rules' | 'stream'>): number {
  const { store, clock, stream } = parts;
  const each = seriesUntil(parts, stream, 0).map((series) => countNumbers({ store, clock }, stream, series).remaining);
  return Math.min(...each);
}

/** Licence numbers a stream can still give. */
export function remainingNumbers(store: Store, stream: StreamId, clock: Clock): number {
  return countNumbers({ store, clock }, stream, ownSeries(stream)).remaining;
}

function ownSeries(stream: StreamId): Series {
  return streamParts(stream).centre;
}

const valid = prepareQuery((sql, { stream, now, prefix }: { stream: string; now: string; prefix: string }) =>
  sql
    .selectFrom('lease')
    .select(['next_serial', 'to_serial'])
    .where('stream', '=', stream)
    .where('prefix', 'like', prefix)
    .where('expires_at', '>', now),
);

/** Numbers left in leases that are still valid by central's time, and how many leases there are. */
function countNumbers(
  at: { readonly store: Store; readonly clock: Clock },
  stream: StreamId,
  series: Series,
): { remaining: number; leases: number } {
  const now = trustedNow(at);
  const rows = at.store.all(valid({ stream, now, prefix: prefixLike(series) }));
  return {
    remaining: rows.reduce((sum, row) => sum + Math.max(0, row.to_serial - row.next_serial + 1), 0),
    leases: rows.length,
  };
}

/** Prefixes of a series, as SQL's `like` has it: that of a status list is central's to choose. */
export function prefixLike(series: Series): string {
  return series === 'status' ? `${STATUS_LIST_INITIAL}__` : series;
}

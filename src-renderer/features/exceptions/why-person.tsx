import type { EntryView } from '../../../src-shared/contract/counter/views.ts';
import type { Cnic, EntryId } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNews } from '../status/use-news.ts';
import { WhyKey } from './why-key.tsx';

/** More entries of one person than a counter writes for them in years. */
const ENOUGH = 200;

/** The same key for a person's case, licence or card: it asks about what of theirs holds up the rest. */
export function WhyPerson({ cnic }: { cnic: Cnic }) {
  const entries = useLoad(`unsettled ${cnic}`, async () =>
    core.replay.entries({ filter: 'all', before: null, limit: ENOUGH, cnic }),
  );
  useNews(entries.reload);
  const holding = holdingUp(entries.data ?? []);
  return holding === null ? null : <WhyKey entryId={holding} />;
}

/** An exception before what is parked behind it, and that before what merely has not been sent; of those the first. */
export function holdingUp(entries: readonly EntryView[]): EntryId | null {
  const oldestFirst = entries.toReversed();
  for (const state of ['exception', 'parked', 'waiting', 'received'] as const) {
    const found = oldestFirst.find((entry) => entry.state === state);
    if (found !== undefined) return found.id;
  }
  return null;
}

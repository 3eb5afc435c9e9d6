import type { EntryView } from '../../../src-shared/contract/counter/views.ts';
import type { EntryId } from '../../../src-shared/ids.ts';

/** An exception before what is parked behind it, and that before what merely has not been sent; of those the first. */
export function holdingUp(entries: readonly EntryView[]): EntryId | null {
  const oldestFirst = entries.toReversed();
  for (const state of ['exception', 'parked', 'waiting', 'received'] as const) {
    const found = oldestFirst.find((entry) => entry.state === state);
    if (found !== undefined) return found.id;
  }
  return null;
}

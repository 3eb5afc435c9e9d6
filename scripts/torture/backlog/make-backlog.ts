import { randomBytes } from 'node:crypto';
import { Identity } from '../../../src-main/features/enrolment/identity.ts';
import { newBlob } from '../../../src-main/store/blobs.ts';
import { Journal, type NewAct } from '../../../src-main/store/journal.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { uuidv7 } from '../../../src-central/ingest/uuid.ts';
import { EntryId, StaffId } from '../../../src-shared/ids.ts';
import { firstRules } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { newPerson } from '../../../test/support/test-counter.ts';
import type { Random } from '../../rehearsal/random.ts';

export interface BacklogSize {
  readonly entries: number;
  /** At most one an entry, evenly over them; each of 2 to 8 KB. */
  readonly blobs: number;
}

/** Acts in one commit while a backlog is made; a day's work commits one by one. */
const AT_ONCE = 100;
const [LEAST_BYTES, MORE_BYTES] = [2_000, 6_000];

/** Work of a long time without a line: people, and photos of some of them. */
export function makeBacklog(store: Store, { entries, blobs }: BacklogSize, random: Random): void {
  const clock = { now: () => Date.now() };
  const ids = { uuid: () => EntryId.parse(uuidv7(new Date())) };
  const journal = new Journal({ store, rules: firstRules, clock, ids });
  const { place } = new Identity(store);
  for (let made = 0; made < entries; made += AT_ONCE) {
    const acts = Array.from({ length: Math.min(AT_ONCE, entries - made) }, (_, index) => {
      const act = newPerson().draft as never as NewAct;
      const number = made + index;
      const photographed = Math.floor(((number + 1) * blobs) / entries) > Math.floor((number * blobs) / entries);
      if (!photographed) return act;
      const bytes = randomBytes(LEAST_BYTES + Math.floor(random.next() * MORE_BYTES));
      return { ...act, blobs: [newBlob(bytes, 'image/jpeg')] };
    });
    const done = journal.append(place, { id: StaffId.parse('operator-1'), role: 'operator' }, acts);
    if (!done.ok) throw new Error(done.code);
  }
  store.checkpoint();
}

import type { KnownFrom } from '../../../src-shared/contract/counter/people.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Store } from '../../store/store.ts';

/**
 * As of when this counter's copy of a person is good. Central tells the centre of every change of a person
 * it has dealt with or asked about, so the copy is as good as the feed's last reading to its end, however
 * long ago the person's last entry was.
 */
export function knownFromStore(store: Store, cnic: Cnic): KnownFrom {
  const subject = personSubject(cnic);
  const asked = store.get(store.sql.selectFrom('looked_up').select('at').where('subject', '=', subject))?.at;
  const confirmed = store.get(
    store.sql.selectFrom('subject_confirmed').select('subject').where('subject', '=', subject),
  );
  if (asked === undefined && confirmed === undefined) return { from: 'local', asOf: null };
  const feedAt = store.get(store.sql.selectFrom('replay_cursor').select('feed_at'))?.feed_at ?? undefined;
  return {
    from: 'local',
    asOf:
      [asked, feedAt]
        .filter((at) => at !== undefined)
        .toSorted()
        .at(-1) ?? null,
  };
}

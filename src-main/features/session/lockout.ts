import type { StaffId } from '../../../src-shared/ids.ts';
import { centreTime } from '../../../src-shared/licensing/calendar.ts';
import type { Store } from '../../store/store.ts';
import { deny } from '../handlers.ts';

/** Wrong PINs in a row before a person is locked out, and for how long; kept in the store, so a restart does not help. */
const MOST_FAILURES = 5;
const LOCKOUT_MS = 5 * 60_000;

/** Refuses with `session.lockedOut {until}` while a lockout lasts. */
export function checkLockout(store: Store, staffId: StaffId, now: number): void {
  const row = store.get(store.sql.selectFrom('sign_in_failure').select('locked_until').where('staff_id', '=', staffId));
  const until = row?.locked_until ?? null;
  if (until !== null && Date.parse(until) > now) deny('session.lockedOut', { until: centreTime(until).slice(11) });
}

/** Counts a wrong PIN; tells how many tries are left, 0 when the lockout has begun. */
export function recordFailure(store: Store, staffId: StaffId, now: number): number {
  return store.transact(() => {
    const row = store.get(store.sql.selectFrom('sign_in_failure').selectAll().where('staff_id', '=', staffId));
    const lapsed = row?.locked_until !== null && row?.locked_until !== undefined;
    const failures = (lapsed ? 0 : (row?.failures ?? 0)) + 1;
    const lockedUntil = failures >= MOST_FAILURES ? new Date(now + LOCKOUT_MS).toISOString() : null;
    const facts = { failures, last_at: new Date(now).toISOString(), locked_until: lockedUntil };
    store.run(
      store.sql
        .insertInto('sign_in_failure')
        .values({ staff_id: staffId, ...facts })
        .onConflict((conflict) => conflict.column('staff_id').doUpdateSet(facts)),
    );
    return MOST_FAILURES - failures;
  });
}

export function recordSuccess(store: Store, staffId: StaffId): void {
  store.transact(() => store.run(store.sql.deleteFrom('sign_in_failure').where('staff_id', '=', staffId)));
}

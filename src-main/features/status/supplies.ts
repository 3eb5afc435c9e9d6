import { streamParts } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { trustedNow } from '../../store/server-clock.ts';

/** Card blanks the centre has, by its movements. */
export function blanksOf({ store, identity }: Counter): number {
  if (identity.enrolment === undefined) return 0;
  const { centre } = streamParts(identity.enrolment.stream);
  const query = store.sql.selectFrom('stock_movement').select((eb) => eb.fn.sum<number | null>('quantity').as('sum'));
  return store.get(query.where('centre', '=', centre))?.sum ?? 0;
}

/** Licence numbers this counter can still give with the cable out. */
export function numbersLeft(counter: Counter): number {
  const { store, identity } = counter;
  if (identity.enrolment === undefined) return 0;
  const leases = store.all(
    store.sql
      .selectFrom('lease')
      .select(['next_serial', 'to_serial'])
      .where('stream', '=', identity.enrolment.stream)
      .where('expires_at', '>', trustedNow(counter)),
  );
  return leases.reduce((sum, lease) => sum + lease.to_serial - lease.next_serial + 1, 0);
}

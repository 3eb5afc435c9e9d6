import { streamParts } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { scarcestNumbers } from '../../replay/numbers.ts';

/** Card blanks the centre has, by its movements. */
export function blanksOf({ store, identity }: Counter): number {
  if (identity.enrolment === undefined) return 0;
  const { centre } = streamParts(identity.enrolment.stream);
  const query = store.sql.selectFrom('stock_movement').select((eb) => eb.fn.sum<number | null>('quantity').as('sum'));
  return store.get(query.where('centre', '=', centre))?.sum ?? 0;
}

/** Documents of any kind this counter can still give a number with the cable out. */
export function numbersLeft({ store, clock, rules, identity }: Counter): number {
  if (identity.enrolment === undefined) return 0;
  return scarcestNumbers({ store, clock, rules, stream: identity.enrolment.stream });
}

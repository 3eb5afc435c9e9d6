import { streamParts, type Day } from '../../../src-shared/ids.ts';
import type { StockDay } from '../../../src-shared/contract/counter/stock.ts';
import type { Counter } from '../../counter.ts';

/** The centre's card blanks on a day; its opening stock is every earlier movement together. */
export function stockOf({ store, identity }: Counter, day: Day): StockDay {
  const { centre } = streamParts(identity.place.stream);
  const rows = store.all(
    store.sql
      .selectFrom('stock_movement')
      .select((eb) => [
        eb.case().when('day', '<', day).then('opening').else(eb.ref('what')).end().as('what'),
        eb.fn.sum<number>('quantity').as('quantity'),
      ])
      .where('centre', '=', centre)
      .where('day', '<=', day)
      .groupBy((eb) => eb.case().when('day', '<', day).then('opening').else(eb.ref('what')).end()),
  );
  const sum = (what: string) => rows.find((row) => row.what === what)?.quantity ?? 0;
  const [opening, received] = [sum('opening'), sum('received')];
  const [printed, spoiled] = [0 - sum('printed'), 0 - sum('spoiled')];
  return { day, opening, received, printed, spoiled, closing: opening + received - printed - spoiled };
}

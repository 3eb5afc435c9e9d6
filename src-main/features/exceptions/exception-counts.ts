import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import type { Counter } from '../../counter.ts';

/** What stands on the desk: open cases, those past their day, and cards to get back. */
export function exceptionCounts({ store, clock }: Pick<Counter, 'store' | 'clock'>): CounterStatus['exceptions'] {
  const now = new Date(clock.now()).toISOString();
  const cases = store.get(
    store.sql
      .selectFrom('exception_case')
      .select((eb) => [
        eb.fn.countAll<number>().as('open'),
        eb.fn.countAll<number>().filterWhere('due_at', '<', now).as('overdue'),
      ])
      .where('stage', '<>', 'closed'),
  );
  const recalls = store.get(
    store.sql
      .selectFrom('recall')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('stage', '=', 'open'),
  );
  const [open, overdue, cards] = [cases?.open ?? 0, cases?.overdue ?? 0, recalls?.count ?? 0];
  return { open, overdue, recalls: cards, band: overdue > 0 || cards > 0 ? 'warn' : 'ok' };
}

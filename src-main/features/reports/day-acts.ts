import { sql } from 'kysely';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import type { Day } from '../../../src-shared/ids.ts';
import type { EntryType } from '../../../src-shared/ledger/entry-types.ts';
import { boundsOf } from '../../../src-shared/licensing/calendar.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';
import type { Counter } from '../../counter.ts';

export type Work = DayReport['work'];

/** How often one person did one kind of act for applications of one service and the same categories. */
export interface DayActs {
  readonly figure: keyof Work;
  readonly actor: string;
  readonly service: string;
  readonly categories: readonly Category[];
  readonly count: number;
}

const counted = [
  'application.opened',
  'application.submitted',
  'application.returned',
  'application.approved',
  'application.issued',
  'card.ended',
  'card.handedOver',
] as const satisfies readonly EntryType[];

/**
 * The acts of this counter on one centre day, from the journal: an application submitted twice is two acts,
 * although its row shows only the last. What central could not apply (exceptions) did not happen. Service
 * and categories are the application's as they stand now, so a category that was corrected counts as corrected.
 */
export function dayActs({ store, identity }: Pick<Counter, 'store' | 'identity'>, day: Day): DayActs[] {
  const { from, until } = boundsOf(day);
  const applicationId = sql<string>`coalesce(json_extract(journal.body, '$.applicationId'), card.application_id)`;
  const outcome = sql<string | null>`json_extract(journal.body, '$.outcome')`;
  const rows = store.all(
    store.sql
      .selectFrom('journal')
      .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
      .leftJoin('card', (join) => join.on(sql<boolean>`card.job_id = json_extract(journal.body, '$.jobId')`))
      .innerJoin('application', (join) => join.on('application.id', '=', applicationId))
      .select(['journal.type', 'journal.actor', outcome.as('outcome'), 'application.service', 'application.categories'])
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('journal.stream', 'in', identity.streams)
      .where('journal.at', '>=', from)
      .where('journal.at', '<', until)
      .where('journal.type', 'in', counted)
      .where((eb) =>
        eb.or([eb('receipt.status', 'is', null), eb('receipt.status', 'not in', ['exception', 'rejected'])]),
      )
      .groupBy(['journal.type', 'journal.actor', outcome, 'application.service', 'application.categories']),
  );
  return rows.flatMap(({ type, actor, outcome: ended, service, categories, count }) => {
    const figure = figureOf(type, ended);
    return figure === undefined ? [] : [{ figure, actor, service, categories: JSON.parse(categories), count }];
  });
}

export function noWork(): Work {
  return { opened: 0, submitted: 0, returned: 0, approved: 0, cardsGood: 0, cardsSpoiled: 0, handedOver: 0 };
}

export function sumWork(acts: readonly DayActs[]): Work {
  const work = noWork();
  for (const { figure, count } of acts) work[figure] += count;
  return work;
}

/** A card that never left the feeder (`notPrinted`) is no work. */
function figureOf(type: string, outcome: string | null): keyof Work | undefined {
  if (type === 'card.ended') {
    if (outcome === 'good') return 'cardsGood';
    return outcome === 'spoiled' ? 'cardsSpoiled' : undefined;
  }
  const figures: Readonly<Record<string, keyof Work>> = {
    'application.opened': 'opened',
    'application.submitted': 'submitted',
    'application.returned': 'returned',
    'application.approved': 'approved',
    'application.issued': 'approved',
    'card.handedOver': 'handedOver',
  };
  return figures[type];
}

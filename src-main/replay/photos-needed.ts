import type { CentreCode, Sha256 } from '../../src-shared/ids.ts';
import { prepareQuery } from '../store/prepared-query.ts';
import type { Store } from '../store/store.ts';

/** Photos looked for in one go, the latest first. */
const MOST = 100;
/** A licence that was not printed for so long is fetched when somebody prints it. */
const PRINTED_WITHIN_MS = 60 * 86_400_000;

const needed = prepareQuery((sql, { streams, since }: { streams: string; since: string }) =>
  sql
    .selectFrom('application')
    .select('photo')
    .where('photo', 'is not', null)
    .where('stream', 'like', streams)
    .where((eb) =>
      eb.or([
        eb('stage', 'in', ['open', 'submitted', 'returned']),
        eb.and([
          eb('stage', '=', 'approved'),
          eb('updated_at', '>=', since),
          eb.not(
            eb.exists(
              eb
                .selectFrom('card')
                .select('job_id')
                .whereRef('card.application_id', '=', 'application.id')
                .where('card.stage', '=', 'good'),
            ),
          ),
        ]),
      ]),
    )
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('blob').select('sha256').whereRef('blob.sha256', '=', 'application.photo'))),
    )
    .orderBy('updated_at', 'desc')
    .limit(MOST),
);

/**
 * Photos that this counter does not hold and will need: of this centre's applications that are not closed,
 * and of its licences of the last weeks without a good card, which any counter may print.
 */
export function photosNeeded(store: Store, { centre, now }: { centre: CentreCode; now: number }): Sha256[] {
  const since = new Date(now - PRINTED_WITHIN_MS).toISOString();
  const rows = store.all(needed({ streams: `${centre}-%`, since }));
  return [...new Set(rows.map(({ photo }) => photo as Sha256))];
}

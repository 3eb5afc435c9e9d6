import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { getApplication, type Found } from './find-application.ts';

/** Most that a work list looks at; the longest untouched come first, for they have waited longest. */
const MOST = 500;

/** Applications somebody at a counter still works on. */
export function casesAtWork(counter: Counter): readonly Found[] {
  const { store } = counter;
  const open = store.sql.selectFrom('application').select('id').where('stage', 'in', ['open', 'returned']);
  return store
    .all(open.orderBy('updated_at').limit(MOST))
    .map((row) => getApplication(counter, row.id as ApplicationId));
}

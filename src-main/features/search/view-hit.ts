import type { SearchHit } from '../../../src-shared/contract/counter/search.ts';
import { prepareQuery } from '../../store/prepared-query.ts';
import type { Store } from '../../store/store.ts';

/** Whom a search found, before they are looked up in the store. */
export interface Hit {
  readonly cnic: string;
  readonly why: SearchHit['why'];
}

const personOf = prepareQuery((sql, { cnic }: { cnic: string }) =>
  sql.selectFrom('person').select(['cnic', 'name_en', 'name_ur', 'father_en', 'birth_date']).where('cnic', '=', cnic),
);

/** A hit as the store has that person now; undefined when it no longer does. */
export function viewHit(store: Store, { cnic, why }: Hit): SearchHit | undefined {
  const row = store.get(personOf({ cnic }));
  if (row === undefined) return undefined;
  return {
    cnic: row.cnic as SearchHit['cnic'],
    nameEn: row.name_en,
    nameUr: row.name_ur,
    fatherEn: row.father_en,
    birthDate: row.birth_date,
    why,
  };
}

import type { SearchHit } from '../../../src-shared/contract/counter/search.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import type { Store } from '../../store/store.ts';

/** Hits as the store has them now, in their order; somebody it no longer knows is left out. */
export function viewHits(store: Store, cnics: readonly string[], why: SearchHit['why']): SearchHit[] {
  return cnics.flatMap((cnic) => {
    const row = store.get(
      store.sql.selectFrom('person').select(['name_en', 'name_ur', 'father_en', 'birth_date']).where('cnic', '=', cnic),
    );
    if (row === undefined) return [];
    return {
      cnic: cnic as Cnic,
      nameEn: row.name_en,
      nameUr: row.name_ur,
      fatherEn: row.father_en,
      birthDate: row.birth_date,
      why,
    };
  });
}

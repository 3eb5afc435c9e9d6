import { CentreReference } from '../../src-shared/contract/central/feed.ts';
import { findMeta, putMeta } from './meta.ts';
import type { Store } from './store.ts';

const Centre = CentreReference.omit({ staff: true });

/** The centre's reference data replaces what was there: names and staff; call inside a transaction. */
export function putReference(store: Store, reference: CentreReference): void {
  const { staff, ...centre } = reference;
  putMeta(store, 'centre', centre);
  store.run(store.sql.deleteFrom('staff'));
  for (const member of staff) {
    const { id, role, pinHash } = member;
    const names = { name_en: member.nameEn, name_ur: member.nameUr };
    store.run(
      store.sql.insertInto('staff').values({ id, role, pin_hash: pinHash, active: member.active ? 1 : 0, ...names }),
    );
  }
}

/** Code and names of the centre; undefined before enrolment. */
export function findCentre(store: Store): Omit<CentreReference, 'staff'> | undefined {
  return findMeta(store, 'centre', Centre);
}

import { CentreReference } from '../../src-shared/contract/central/feed.ts';
import type { CentreCode } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

/** A centre's reference data as its counters keep it. */
export async function readReference(db: CentralDatabase, centre: CentreCode): Promise<CentreReference> {
  const row = await db.selectFrom('centre').selectAll().where('code', '=', centre).executeTakeFirstOrThrow();
  const staff = await db.selectFrom('staff').selectAll().where('centre', '=', centre).orderBy('id').execute();
  return CentreReference.parse({
    code: row.code,
    nameEn: row.name_en,
    nameUr: row.name_ur,
    staff: staff.map((each) => ({
      id: each.id,
      nameEn: each.name_en,
      nameUr: each.name_ur,
      role: each.role,
      pinHash: each.pin_hash,
      active: each.active,
    })),
  });
}

import type { CentralDatabase } from '../../src-central/database/database.ts';
import { putCentre } from '../../src-central/enrolment/centres.ts';
import { CentreCode, type StaffId } from '../../src-shared/ids.ts';
import type { Role } from '../../src-shared/roles.ts';

export const centreCodes = ['GLT', 'SKD'] as const;

/** Who works at every centre. */
export const members = [
  { id: 'op-1', role: 'operator' },
  { id: 'op-2', role: 'operator' },
  { id: 'sup-1', role: 'supervisor' },
  { id: 'sup-2', role: 'supervisor' },
  { id: 'tech-1', role: 'technician' },
].map(({ id, role }) => ({ id: id as StaffId, role: role as Role }));

/** Nobody signs in here, so no PIN has this hash. */
const NO_PIN = '$argon2id$v=19$m=19456,t=2,p=1$c2ltdWxhdG9y$c2ltdWxhdG9y';

/** Two centres with their staff. */
export async function seedCentres(db: CentralDatabase, now: Date): Promise<void> {
  for (const code of centreCodes)
    await putCentre(db, { code: CentreCode.parse(code), nameEn: code, nameUr: code }, now);
  const rows = centreCodes.flatMap((centre) =>
    members.map(({ id, role }) => ({ centre, id, role, name_en: id, name_ur: id, pin_hash: NO_PIN, active: true })),
  );
  await db.insertInto('staff').values(rows).execute();
}

import { sql } from 'kysely';
import { z } from 'zod';
import { CentreCode, StaffId } from '../../src-shared/ids.ts';
import { Role } from '../../src-shared/roles.ts';
import { hashPassword } from '../auth/passwords.ts';
import { followRules } from '../catalogue/follow-rules.ts';
import type { CentralDatabase } from '../database/database.ts';
import { SETTLE_LOCK } from '../feed/numbers.ts';
import { publishReference } from '../settle/publish.ts';

/** A centre as an administrator names it. */
export const CentreInput = z.strictObject({
  code: CentreCode.refine((code) => code !== 'CEN', 'CEN is central itself'),
  nameEn: z.string().min(1).max(80),
  nameUr: z.string().min(1).max(80),
});
export type CentreInput = z.infer<typeof CentreInput>;

/** A member of staff with a new PIN: four to twelve digits, kept as an Argon2id hash. */
export const StaffInput = z.strictObject({
  centre: CentreCode,
  id: StaffId.refine((id) => id !== 'central', 'central is no person'),
  nameEn: z.string().min(1).max(60),
  nameUr: z.string().min(1).max(60),
  role: Role,
  pin: z.string().regex(/^\d{4,12}$/),
  active: z.boolean().default(true),
});
export type StaffInput = z.infer<typeof StaffInput>;

/** Adds or renames a centre; its counters hear of it in their feed. */
export async function putCentre(db: CentralDatabase, centre: CentreInput, now: Date): Promise<void> {
  const { code, nameEn, nameUr } = centre;
  await db.transaction().execute(async (trx) => {
    // No round of settling may publish rules past a centre that is not yet to be seen.
    await sql`select pg_advisory_xact_lock(${SETTLE_LOCK})`.execute(trx);
    await trx
      .insertInto('centre')
      .values({ code, name_en: nameEn, name_ur: nameUr })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ name_en: nameEn, name_ur: nameUr }))
      .execute();
    await followRules(trx, { centre: code, at: now.toISOString() });
    await publishReference(trx, code, now.toISOString());
  });
}

/** Adds or changes members of staff of one centre; its counters hear of it in their feed. */
export async function putStaff(db: CentralDatabase, members: readonly StaffInput[], now: Date): Promise<void> {
  const rows = await Promise.all(
    members.map(async ({ centre, id, nameEn, nameUr, role, pin, active }) => ({
      centre,
      id,
      name_en: nameEn,
      name_ur: nameUr,
      role,
      active,
      pin_hash: await hashPassword(pin),
    })),
  );
  await db.transaction().execute(async (trx) => {
    for (const row of rows) {
      const { centre: _, id: __, ...changed } = row;
      await trx
        .insertInto('staff')
        .values(row)
        .onConflict((conflict) => conflict.columns(['centre', 'id']).doUpdateSet(changed))
        .execute();
    }
    for (const centre of new Set(rows.map((row) => row.centre))) {
      await publishReference(trx, centre, now.toISOString());
    }
  });
}

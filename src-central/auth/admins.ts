import { z } from 'zod';
import type { CentralDatabase } from '../database/database.ts';
import { hashPassword } from './passwords.ts';

/** Who may sign in to central's page. */
export const AdminInput = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,31}$/)
    .refine((name) => name !== 'central', 'central is no person'),
  password: z.string().min(12).max(200),
});
export type AdminInput = z.infer<typeof AdminInput>;

/** Adds an administrator or gives one a new password; sessions begun with the old one end. */
export async function putAdmin(db: CentralDatabase, { name, password }: AdminInput): Promise<void> {
  const stored = await hashPassword(password);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('admin')
      .values({ name, password_hash: stored })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ password_hash: stored }))
      .execute();
    await trx.deleteFrom('page_session').where('admin', '=', name).execute();
    await trx.deleteFrom('attempt').where('what', '=', `page ${name}`).execute();
  });
}

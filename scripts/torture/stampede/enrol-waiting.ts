import { sql } from 'kysely';
import type { CentralDatabase } from '../../../src-central/database/database.ts';
import type { WaitingCounter } from './waiting-counter.ts';

/** Streams as enrolment leaves them, written straight: enrolling is not what is measured. */
export async function enrolWaiting(db: CentralDatabase, counters: readonly WaitingCounter[]): Promise<void> {
  const centres = counters.map(({ centre }) => centre);
  await sql`insert into centre (code, name_en, name_ur) select code, code, code from unnest(${centres}::text[]) as c (code)`.execute(
    db,
  );
  await sql`insert into staff (centre, id, name_en, name_ur, role, pin_hash, active)
    select code, id, name_en, name_ur, role, pin_hash, active from staff, unnest(${centres}::text[]) as c (code) where centre = 'GLT'`.execute(
    db,
  );
  const now = new Date();
  for (const { stream, centre, publicKey, apiKeyHash, genesis } of counters) {
    const place = { stream, centre, counter: 1, epoch: 1, build: 'stampede', enrolled_at: now, last_contact_at: now };
    await db
      .insertInto('stream')
      .values({ ...place, public_key: publicKey, api_key_hash: apiKeyHash })
      .execute();
    await db.insertInto('stream_cursor').values({ stream, ack_seq: 0, head: genesis, settled_seq: 0 }).execute();
  }
}

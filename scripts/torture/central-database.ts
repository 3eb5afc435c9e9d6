import { sql } from 'kysely';
import { openDatabase, type CentralDatabase } from '../../src-central/database/database.ts';
import { putCentre } from '../../src-central/enrolment/centres.ts';
import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import { seedPracticeCentre } from '../../src-central/enrolment/practice.ts';
import { CentreCode } from '../../src-shared/ids.ts';

/** Central's database, looked at from beside it; the practice centre is there. */
export async function openCentral<Value>(
  url: string,
  look: (database: ReturnType<typeof openDatabase>) => Promise<Value>,
): Promise<Value> {
  const database = openDatabase(url, { size: 3, onError: () => undefined });
  try {
    await seedPracticeCentre(database.db, new Date());
    return await look(database);
  } finally {
    await database.close();
  }
}

export function codeFor(db: CentralDatabase, counter: number, centre = 'GLT'): Promise<string> {
  return createEnrolmentCode(db, { centre, counter, now: new Date() });
}

/** Another centre with the practice centre's staff. */
export async function addCentre(db: CentralDatabase, code: string): Promise<void> {
  await putCentre(db, { code: CentreCode.parse(code), nameEn: `Centre ${code}`, nameUr: `مرکز ${code}` }, new Date());
  await sql`
    insert into staff (centre, id, name_en, name_ur, role, pin_hash, active)
    select ${code}, id, name_en, name_ur, role, pin_hash, active from staff where centre = 'GLT'
    on conflict do nothing`.execute(db);
}

/** A centre's code from a number: AAA, AAB, … */
export function centreCode(number: number): string {
  return [676, 26, 1].map((place) => String.fromCodePoint(65 + (Math.floor(number / place) % 26))).join('');
}

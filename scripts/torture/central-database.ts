import { openDatabase, type CentralDatabase } from '../../src-central/database/database.ts';
import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import { seedPracticeCentre } from '../../src-central/enrolment/practice.ts';

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

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { CentralDatabase } from '../../src-central/database/database.ts';
import { settleRound } from '../../src-central/settle/round.ts';
import { startCentral, type CentralOptions, type RunningCentral } from '../../src-central/server.ts';
import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import { seedPracticeCentre } from '../../src-central/enrolment/practice.ts';
import { pino } from 'pino';

export const SECRET = 'a secret of the tests, long enough to seal';

/** A new, empty database in the run's PostgreSQL. */
export async function freshDatabase(): Promise<string> {
  const base = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new Client({ connectionString: base });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return base.replace(/\/postgres$/, `/${name}`);
}

/** A central on a database of its own, with the practice centre. */
export async function startTestCentral(options: CentralOptions = {}): Promise<RunningCentral> {
  const databaseUrl = options.databaseUrl ?? (await freshDatabase());
  const running = await startCentral({ secret: SECRET, log: pino({ level: 'silent' }), ...options, databaseUrl });
  await seedPracticeCentre(running.central.db, new Date());
  await seedStaff(running.central.db);
  return running;
}

/** Whom generated histories let act, besides the practice centre's people. */
const strangers = [
  ['op-1', 'operator'],
  ['op-2', 'operator'],
  ['sup-1', 'supervisor'],
  ['sup-2', 'supervisor'],
  ['tech-1', 'technician'],
  ['supervisor-2', 'supervisor'],
] as const;

/** Adds staff without going through the hash of a PIN, for nobody signs in as them. */
export async function seedStaff(
  db: CentralDatabase,
  members: readonly (readonly [id: string, role: 'operator' | 'technician' | 'supervisor'])[] = strangers,
  centre = 'GLT',
): Promise<void> {
  const pin_hash = '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$nobody';
  const rows = members.map(([id, role]) => ({ centre, id, role, name_en: id, name_ur: id, pin_hash }));
  await db
    .insertInto('staff')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Settles what is there to settle, until nothing is: no waiting for a timer. */
export async function settleAll({ central }: RunningCentral): Promise<void> {
  while ((await settleRound(central.db, central)).settled > 0);
}

export function codeFor({ central }: RunningCentral, counter: number, centre = 'GLT'): Promise<string> {
  return createEnrolmentCode(central.db, { centre, counter, now: central.now() });
}

/** How many receipts of each status a stream has. */
export async function receiptCounts({ central }: RunningCentral, stream: string): Promise<Record<string, number>> {
  const { rows } = await central.pool.query<{ status: string; n: number }>(
    'select status, count(*)::int as n from receipt where stream = $1 group by status',
    [stream],
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

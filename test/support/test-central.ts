import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
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
  return running;
}

export function codeFor({ central }: RunningCentral, counter: number, centre = 'GLT'): Promise<string> {
  return createEnrolmentCode(central.db, { centre, counter, now: central.now() });
}

import { sql as ledger } from './0001-ledger.ts';
import { sql as desk } from './0002-desk.ts';
import { sql as devices } from './0003-devices.ts';

/** All migrations of the counter's store in order; the version of a database is how many it has. */
export const counterMigrations = [
  { number: 1, purpose: 'ledger', sql: ledger },
  { number: 2, purpose: 'desk', sql: desk },
  { number: 3, purpose: 'devices', sql: devices },
] as const;

import { sql as ledger } from './0001-ledger.ts';
import { sql as desk } from './0002-desk.ts';
import { sql as devices } from './0003-devices.ts';
import { sql as exceptions } from './0004-exceptions.ts';
import { sql as mates } from './0005-mates.ts';
import { sql as search } from './0006-search.ts';
import { sql as field } from './0007-field.ts';
import { sql as register } from './0008-register.ts';
import { sql as catalogue } from './0009-catalogue.ts';
import { sql as till } from './0010-till.ts';
import { sql as trust } from './0011-trust.ts';
import { sql as checks } from './0012-checks.ts';

/** All migrations of the counter's store in order; the version of a database is how many it has. */
export const counterMigrations = [
  { number: 1, purpose: 'ledger', sql: ledger },
  { number: 2, purpose: 'desk', sql: desk },
  { number: 3, purpose: 'devices', sql: devices },
  { number: 4, purpose: 'exceptions', sql: exceptions },
  { number: 5, purpose: 'mates', sql: mates },
  { number: 6, purpose: 'search', sql: search },
  { number: 7, purpose: 'field', sql: field },
  { number: 8, purpose: 'register', sql: register },
  { number: 9, purpose: 'catalogue', sql: catalogue },
  { number: 10, purpose: 'till', sql: till },
  { number: 11, purpose: 'trust', sql: trust },
  { number: 12, purpose: 'checks', sql: checks },
] as const;

import { foundation } from './0001-foundation.ts';
import { devices } from './0002-devices.ts';
import { exceptions } from './0003-exceptions.ts';
import { mates } from './0004-mates.ts';
import { lookups } from './0005-lookups.ts';
import { field } from './0006-field.ts';
import { claimRate } from './0007-claim-rate.ts';
import { register } from './0008-register.ts';
import { catalogue } from './0009-catalogue.ts';
import { till } from './0010-till.ts';
import { trust } from './0011-trust.ts';
import { checks } from './0012-checks.ts';

/** One step forward of central's database; there is no way back but a backup. */
export interface CentralMigration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** All steps, in order. A released one is never edited: its checksum is frozen in the test. */
export const centralMigrations: readonly CentralMigration[] = [
  foundation,
  devices,
  exceptions,
  mates,
  lookups,
  field,
  claimRate,
  register,
  catalogue,
  till,
  trust,
  checks,
];

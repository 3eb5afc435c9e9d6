import type pg from 'pg';
import type { Catalogues } from '../src-shared/catalogue/catalogue.ts';
import type { CentralKeys } from './auth/central-keys.ts';
import type { CentralDatabase } from './database/database.ts';
import type { FeedBell } from './feed/bell.ts';
import type { Admission } from './http/admission.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Settler } from './settle/settler.ts';
import type { CentralSettings } from './settings.ts';
import type { TrustTerms } from './trust/trust-keys.ts';

/** The parts of a running central, as its rooms use them. None holds state but the database. */
export interface Central {
  readonly db: CentralDatabase;
  readonly pool: pg.Pool;
  /** Ends the connections to the database. */
  readonly close: () => Promise<void>;
  readonly settings: CentralSettings;
  readonly keys: CentralKeys;
  /** How the authority's keys for cards are kept and made. */
  readonly trust: TrustTerms;
  readonly books: Catalogues;
  readonly now: () => Date;
  readonly log: Logger;
  readonly settler: Settler;
  readonly bell: FeedBell;
  readonly metrics: Metrics;
  readonly admission: Admission;
}

import type { EntryId } from '../src-shared/ids.ts';

/** Time as the core sees it; tests and the simulator bring their own. */
export interface Clock {
  /** Wall clock, ms since 1970; may jump. */
  now(): number;
}

/** Fresh identifiers: UUID version 7 of the clock's time, sorting as they were made. */
export interface Ids {
  uuid(): EntryId;
}

/** Structured log without personal data: codes, counts, entry ids, never names or CNICs. */
export interface Log {
  info(what: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(what: string, facts?: Readonly<Record<string, unknown>>): void;
  error(what: string, facts?: Readonly<Record<string, unknown>>): void;
}

import type { EntryData } from './entry-types.ts';
import type { Deed } from './state.ts';

/** One card, permit or number that somebody wanted to know about, and what was said of it. */
export interface Check extends EntryData<'check.made'> {
  readonly deed: Deed;
}

/** What one counter checked on one day, `checks:<stream>:<day>`, in order. */
export interface ChecksState {
  readonly kind: 'checks';
  readonly checks: readonly Check[];
}

export interface CardCheckRow {
  entry_id: string;
  subject: string;
  day: string;
  /** How it came in: `scanner`, `webcam`, `number`, `picture` or `text`. */
  way: string;
  verdict: string;
  /** JSON list of the reasons' codes. */
  reasons: string;
  licence_number: string | null;
  status_age: number | null;
  stream: string;
  checked_at: string;
  checked_by: string;
}

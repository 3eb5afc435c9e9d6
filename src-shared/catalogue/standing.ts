import type { CentreCode, Day } from '../ids.ts';
import type { Category } from '../licensing/category.ts';
import type { DocumentKind } from './condition.ts';

/** A document of the register as the rules look at it. */
export interface HeldDocument {
  readonly number: string;
  readonly kind: DocumentKind;
  readonly categories: readonly Category[];
  readonly issuedOn: Day;
  readonly validUntil: Day;
  /** A cancelled document is not held. */
  readonly suspended: boolean;
  readonly centre: CentreCode;
}

/** What the rules may know of a person. */
export interface Standing {
  /** Null for somebody the register does not know yet. */
  readonly birthDate: Day | null;
  readonly held: readonly HeldDocument[];
  /** Another application is open. */
  readonly pending: boolean;
  /** Disqualified, until that day; `for ever` without one. */
  readonly barred: { readonly until: Day | null } | null;
  /** The last failed test, by category; of the sign test under `sign`. */
  readonly failedOn: Readonly<Partial<Record<Category | 'sign', Day>>>;
  /** Where the question is asked. */
  readonly centre: CentreCode;
}

/** Somebody nothing is known of. */
export function stranger(centre: CentreCode): Standing {
  return { birthDate: null, held: [], pending: false, barred: null, failedOn: {}, centre };
}

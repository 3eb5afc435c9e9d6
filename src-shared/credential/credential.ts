import type { Day, LicenceNumber } from '../ids.ts';
import type { Category } from '../licensing/category.ts';

/** A place in a status list: the list's name, e.g. `QAA`, and the index in it. */
export interface StatusPlace {
  readonly list: string;
  readonly index: number;
}

/** A small picture of the holder, as it is in the code. */
export interface Face {
  readonly format: 'webp';
  readonly bytes: Uint8Array;
}

/** What a card or permit says of itself, signed. */
export interface Credential {
  readonly licenceNumber: LicenceNumber;
  /** What it is, e.g. `licence`, `learner`, as the register names it. */
  readonly kind: string;
  readonly nameEn: string;
  /** Absent where it did not fit. */
  readonly nameUr?: string | undefined;
  readonly birthDate: Day;
  readonly gender: 'male' | 'female' | 'x';
  /** The last four digits of the holder's CNIC: enough to compare, too few to be one. */
  readonly cnicTail: string;
  readonly categories: readonly Category[];
  readonly issuedOn: Day;
  readonly validUntil: Day;
  /** The centre whose counter signed, e.g. `GLT`. */
  readonly centre: string;
  /** When it counts as signed, ISO 8601 in UTC, whole seconds. */
  readonly issuedAt: string;
  /** Made for practice: proves nothing. */
  readonly practice: boolean;
  /** Absent on what was issued before there were status lists. */
  readonly status?: StatusPlace | undefined;
  /** First eight hex digits of the SHA-256 of the photo it was printed with; absent without a photo. */
  readonly photo?: string | undefined;
  readonly face?: Face | undefined;
}

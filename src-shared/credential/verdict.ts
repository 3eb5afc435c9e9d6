import type { Credential, Face } from './credential.ts';

/** What is said of a card, from what is here. */
export const verdicts = ['genuine', 'fake', 'duplicate', 'cancelled', 'suspended', 'expired', 'cannotSay'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why: a closed union, the weightiest first in a verification. Texts are under `verify.reason.<code>`. */
export const reasonCodes = [
  /** Nothing that was ever a code of ours, or part of one: read it again. */
  'text.unreadable',
  /** A licence number without a proof: what older cards have in their code. */
  'text.numberOnly',
  /** A signed credential with contents that are none. */
  'credential.malformed',
  /** The signature is not that of what it says. */
  'signature.wrong',
  /** No key of that name existed when it says it was signed. */
  'key.unknown',
  /** The key may be newer than the keys that are here. */
  'key.notHereYet',
  /** The key is for another use. */
  'key.wrongUse',
  'key.otherCentre',
  /** The key was not valid at the time it says it was signed. */
  'key.notValidThen',
  /** The key was revoked before it says it was signed. */
  'key.revokedThen',
  /** The key was revoked later: who has it may write any date. */
  'key.revokedSince',
  'signed.inFuture',
  'practice.card',
  'licence.cancelled',
  'licence.superseded',
  'licence.suspended',
  'licence.expired',
  /** The card carries no place in a status list, or the list is not here. */
  'status.none',
  'status.notHere',
  /** The status list is older than a day. */
  'status.old',
  'register.unknown',
  /** A number that was typed, in force: no proof that a card is true. */
  'register.inForce',
  'register.nameDiffers',
  'register.birthDateDiffers',
  'register.cnicDiffers',
  'register.categoriesDiffer',
  'register.datesDiffer',
  /** Printed with another photo than the register's. */
  'register.photoDiffers',
  /** The register knows no card at that place of the status list. */
  'register.cardUnknown',
  'register.matches',
  'signature.good',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** Values its text may mention. */
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** Whose key signed. */
export interface SignedBy {
  readonly kid: string;
  /** A stream, e.g. `GLT-2-1`. */
  readonly holder: string;
}

/** What was found out about a text. */
export interface Verification {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** What the text says, also where it is not to be believed; null where it says nothing. */
  readonly credential: Credential | null;
  /** The number in the text, also where there is nothing else. */
  readonly licenceNumber: string | null;
  readonly face: Face | null;
  readonly signedBy: SignedBy | null;
  /** Up to when the status list here is central's word, ISO 8601; null without one. */
  readonly statusAsOf: string | null;
  /** Seconds since then; null without a list. */
  readonly statusAge: number | null;
}

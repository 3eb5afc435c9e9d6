import { z } from 'zod';
import { reasonCodes, verdicts } from '../../credential/verdict.ts';
import { Day, EntryId, Instant, LicenceNumber, Sha256 } from '../../ids.ts';
import { Category } from '../../licensing/category.ts';
import { command, query } from './procedure.ts';

/** Longest text of a code, characters: more than the largest QR code holds. */
export const MOST_TEXT = 4_300;

/** A reason as the screen says it: `verify.reason.<code>`, with the values its text mentions. */
export const ReasonView = z.object({
  code: z.enum(reasonCodes),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ReasonView = z.infer<typeof ReasonView>;

/** What card and register may both say of the same document. */
const document = {
  kind: z.string(),
  nameEn: z.string(),
  nameUr: z.string().nullable(),
  birthDate: Day,
  gender: z.enum(['male', 'female', 'x']),
  /** The last four digits of the holder's CNIC. */
  cnicTail: z.string(),
  categories: z.array(Category),
  issuedOn: Day,
  validUntil: Day,
};

/** What the code on a card says, believed or not. */
export const CardSays = z.object({ ...document, practice: z.boolean() });
export type CardSays = z.infer<typeof CardSays>;

/** What the register here says of the same number. */
export const RegisterSays = z.object({
  ...document,
  standing: z.enum(['active', 'expired', 'suspended', 'cancelled']),
  /** The photo it was issued with; fetched as every other photo. */
  photo: Sha256.nullable(),
});
export type RegisterSays = z.infer<typeof RegisterSays>;

/** Fields that card and register both have and say differently. */
export const differing = [
  'kind',
  'nameEn',
  'nameUr',
  'birthDate',
  'gender',
  'cnicTail',
  'categories',
  'issuedOn',
  'validUntil',
] as const;
export type Differing = (typeof differing)[number];

/** How far the word of central reaches that checks rest on; `age` in seconds, null without a status list. */
export const StatusAge = z.object({ asOf: Instant.nullable(), age: z.int().nullable(), old: z.boolean() });
export type StatusAge = z.infer<typeof StatusAge>;

/** What was said of a card, a permit or a number; the entry is written. */
export const CheckedCard = z.object({
  entryId: EntryId,
  at: Instant,
  verdict: z.enum(verdicts),
  /** The weightiest first; never empty. */
  reasons: z.array(ReasonView).min(1),
  licenceNumber: LicenceNumber.nullable(),
  /** Null where the code was none, and for a typed number. */
  card: CardSays.nullable(),
  /** The face in the code, WebP. */
  face: z.instanceof(Blob).nullable(),
  /** Null where the number is not known here, or whoever asks may not see it. */
  register: RegisterSays.nullable(),
  differences: z.array(z.enum(differing)),
  /** The counter whose key signed, e.g. `GLT-2-1`. */
  signedBy: z.string().nullable(),
  status: StatusAge,
});
export type CheckedCard = z.infer<typeof CheckedCard>;

/** Checks of cards, permits and numbers; every one of them writes an entry. All of it works with the link down. */
export const verify = {
  /** The text of a code, from a handheld scanner, a webcam or the clipboard; a licence number is taken as well. */
  text: command('signedIn')
    .input(z.strictObject({ text: z.string().min(1).max(MOST_TEXT), by: z.enum(['scanner', 'webcam', 'text']) }))
    .output(CheckedCard),
  /**
   * A photo or scan of a card, JPEG or PNG. Refuses with `verify.noCode`, `verify.notAPicture`,
   * `verify.pictureTooLarge`, `verify.tooSlow`; then nothing was checked and there is no entry.
   */
  picture: command('signedIn')
    .input(z.strictObject({ picture: z.instanceof(Blob) }))
    .output(CheckedCard),
  /** A typed licence or permit number. Refuses with `verify.numberWrong` where its check digit does not fit. */
  number: command('signedIn')
    .input(z.strictObject({ number: z.string().min(1).max(40) }))
    .output(CheckedCard),
  /** The text of the code in one picture of a webcam, null where there is none; judges nothing and writes nothing. */
  look: query('signedIn')
    .input(z.strictObject({ picture: z.instanceof(Blob) }))
    .output(z.object({ text: z.string().nullable() })),
  /** The age of the status list here, before anything is checked. */
  status: query('signedIn').output(StatusAge),
};

import { z } from 'zod';
import { Cnic, Day, Instant } from '../../ids.ts';
import { PersonData } from '../../licensing/person-data.ts';
import { command, query } from './procedure.ts';
import { ApplicationSummary, LicenceView } from './views.ts';

/**
 * Whose knowledge an answer is, and as of when. `local` is this counter's copy: as of the last moment
 * it was known to have all of central's news of that person; null when central was never asked.
 */
export const KnownFrom = z.object({ from: z.enum(['central', 'local']), asOf: Instant.nullable() });
export type KnownFrom = z.infer<typeof KnownFrom>;

/** Answer to "who is this": what the digits say and what is known. */
export const PersonFound = z.object({
  cnic: Cnic,
  province: z.string(),
  gender: z.enum(['male', 'female']),
  person: PersonData.nullable(),
  licences: z.array(LicenceView),
  openApplication: ApplicationSummary.nullable(),
  /** Unsaved fields of an earlier visit exist. */
  hasDraft: z.boolean(),
  source: KnownFrom,
});
export type PersonFound = z.infer<typeof PersonFound>;

/** Asks by CNIC or by licence number, as typed. */
export const LookUp = z.union([
  z.strictObject({ cnic: z.string().max(40) }),
  z.strictObject({ licenceNumber: z.string().max(40) }),
]);
export type LookUp = z.infer<typeof LookUp>;

/** `found` is null for a licence number nobody is known to hold; an unknown CNIC still says what its digits do. */
export const LookedUp = z.object({ found: PersonFound.nullable(), source: KnownFrom });
export type LookedUp = z.infer<typeof LookedUp>;

/** Somebody else who may be the same human being, and why it looks so. */
export const PossibleDuplicate = z.object({
  cnic: Cnic,
  nameEn: z.string(),
  nameUr: z.string(),
  fatherEn: z.string(),
  birthDate: Day,
  why: z.enum(['nameAndBirthDate', 'phoneAndBirthDate']),
});
export type PossibleDuplicate = z.infer<typeof PossibleDuplicate>;

export const people = {
  /** By CNIC as typed. Refuses with `cnic.length`, `cnic.province`. */
  find: query(['operator', 'supervisor'])
    .input(z.strictObject({ cnic: z.string().max(40) }))
    .output(PersonFound),
  /**
   * Asks central, of every district, and answers from this counter's copy when the line is down or
   * slow. Refuses with `cnic.length`, `cnic.province`.
   */
  lookUp: command(['operator', 'supervisor']).input(LookUp).output(LookedUp),
  duplicates: query(['operator', 'supervisor'])
    .input(z.strictObject({ cnic: Cnic, nameEn: z.string().max(60), birthDate: Day, phone: z.string().max(20) }))
    .output(z.array(PossibleDuplicate)),
  /** Records or corrects a person's data. Refuses with `cnic.genderDigit`, `person.birthDate…`. */
  record: command(['operator'])
    .input(z.strictObject({ person: PersonData }))
    .output(PersonFound),
};

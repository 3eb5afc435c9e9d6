import { z } from 'zod';
import { Cnic, Day } from '../../ids.ts';
import { PersonData } from '../../licensing/person-data.ts';
import { command, query } from './procedure.ts';
import { ApplicationSummary, LicenceView } from './views.ts';

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
});
export type PersonFound = z.infer<typeof PersonFound>;

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
  duplicates: query(['operator', 'supervisor'])
    .input(z.strictObject({ cnic: Cnic, nameEn: z.string().max(60), birthDate: Day, phone: z.string().max(20) }))
    .output(z.array(PossibleDuplicate)),
  /** Records or corrects a person's data. Refuses with `cnic.genderDigit`, `person.birthDate…`. */
  record: command(['operator'])
    .input(z.strictObject({ person: PersonData }))
    .output(PersonFound),
};

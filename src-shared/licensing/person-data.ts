import { z } from 'zod';
import { accept, refuse, type Result } from '../errors.ts';
import { Cnic, Day } from '../ids.ts';
import { genderOf } from './cnic.ts';
import { checkBirthDate } from './birth-date.ts';

export const BloodGroup = z.enum(['A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-']);
export type BloodGroup = z.infer<typeof BloodGroup>;

/** As on the CNIC; `x` is the third gender, whose digit says nothing. */
export const PersonGender = z.enum(['male', 'female', 'x']);

const latinName = z.string().regex(/^[\p{Script=Latin}][\p{Script=Latin}\p{M} .'-]{1,59}$/u);
const urduName = z.string().regex(/^[\p{Script=Arabic}][\p{Script=Arabic}\p{M} .\u200C-]{1,59}$/u);

/** A person as a licensing centre knows one. */
export const PersonData = z.strictObject({
  cnic: Cnic,
  nameEn: latinName,
  nameUr: urduName,
  fatherEn: latinName,
  fatherUr: urduName,
  birthDate: Day,
  gender: PersonGender,
  bloodGroup: BloodGroup.nullable(),
  phone: z.string().regex(/^\+?[0-9]{10,14}$/),
  address: z
    .string()
    .min(5)
    .max(160)
    .regex(/^(\u200C|[^\p{Cc}\p{Cf}])*$/u),
});
export type PersonData = z.infer<typeof PersonData>;

/**
 * One spelling for one text: NFC, no zero-width or bidirectional control characters (but single
 * zero-width non-joiners inside a word, which Urdu needs), single spaces.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(/(?!\u200C)\p{Cf}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\u200C*(^| |$)\u200C*/g, '$1')
    .replaceAll(/\u200C+/g, '\u200C')
    .trim()
    .normalize('NFC');
}

/**
 * Are the names words, without digits of any script? Asked where a name is typed; what stands in an old entry stays.
 */
export function namesAreWords({
  nameEn,
  nameUr,
  fatherEn,
  fatherUr,
}: Pick<PersonData, 'nameEn' | 'nameUr' | 'fatherEn' | 'fatherUr'>): boolean {
  return [nameEn, nameUr, fatherEn, fatherUr].every((name) => !/\p{Nd}/u.test(name));
}

/**
 * The rules of a person's data that need more than one field. Refuses with `cnic.genderDigit`,
 * `person.birthDateInFuture` or `person.birthDateImplausible`.
 */
export function checkPerson(person: PersonData, today: Day): Result<PersonData> {
  if (person.gender !== 'x' && genderOf(person.cnic) !== person.gender) return refuse('cnic.genderDigit');
  const birth = checkBirthDate(person.birthDate, today);
  return birth.ok ? accept(person) : birth;
}

/** The column `name_key` as it has been written since the first release; what sounds alike, `search/sound.ts` says. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replaceAll(/(ee|ii|ey|ie|y)/g, 'i')
    .replaceAll(/(oo|ou|u)/g, 'o')
    .replaceAll(/(ph)/g, 'f')
    .replaceAll(/(.)\1+/g, '$1')
    .replaceAll(/h$/g, '');
}

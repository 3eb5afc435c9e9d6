import { z } from 'zod';
import { Cnic, Day, LicenceNumber } from '../ids.ts';
import { BloodGroup, PersonGender } from '../licensing/person-data.ts';
import { Category } from '../licensing/category.ts';

const line = z.string().trim().min(1).max(80);

/** Everything a licence card says, as data; the portrait comes beside it. */
export const CardData = z.strictObject({
  licenceNumber: LicenceNumber,
  cnic: Cnic,
  nameEn: line,
  nameUr: line,
  fatherEn: line,
  fatherUr: line,
  birthDate: Day,
  gender: PersonGender,
  bloodGroup: BloodGroup.nullable(),
  /** In English or Urdu, as it was given. */
  address: z.string().trim().min(1).max(160),
  categories: z.array(z.strictObject({ code: Category, validFrom: Day.optional() })).min(1),
  issuedOn: Day,
  validUntil: Day,
  centreNameEn: line,
  centreNameUr: line,
  /** Who issues, e.g. `Government of Gilgit-Baltistan`. */
  authorityEn: line,
  authorityUr: line,
  /** What the code on the back says: the signed credential. The licence number where nothing could be signed. */
  code: z.string().min(1).max(1_727).optional(),
  /** Marks both sides as practice cards. */
  practice: z.boolean(),
});
export type CardData = z.infer<typeof CardData>;

/** What the QR code on the back says. */
export function qrText({ code, licenceNumber }: CardData): string {
  return code ?? licenceNumber;
}

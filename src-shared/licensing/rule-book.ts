import { z } from 'zod';
import { CalibrationPolicy } from '../devices/calibration.ts';
import { Day, RulesVersion } from '../ids.ts';

/** What a licence may allow its holder to drive. */
export const Category = z.enum([
  'motorcycle',
  'rickshaw',
  'car',
  'ltv',
  'htv',
  'tractorAgricultural',
  'tractorCommercial',
  'psv',
  'invalidCarriage',
  'other',
]);
export type Category = z.infer<typeof Category>;

/** Papers an applicant shows; the texts are under `document.<code>`. */
export const DocumentCode = z.enum(['cnicOriginal', 'learnerPermit', 'medicalCertificate', 'testPass', 'addressProof']);
export type DocumentCode = z.infer<typeof DocumentCode>;

/** Amounts are whole paisa, so that sums are exact. */
export const Paisa = z.int().nonnegative();

const CategoryRule = z.strictObject({
  category: Category,
  minimumAge: z.int().min(16).max(99),
  /** Fee for each year of validity. */
  perYear: Paisa,
});
export type CategoryRule = z.infer<typeof CategoryRule>;

const FlatFee = z.strictObject({ code: z.enum(['courier', 'test']), amount: Paisa });

/**
 * One dated version of the licensing rules: data, never code. Ages in whole years, fees in paisa;
 * `reference` names the notification the figures come from.
 */
export const RuleBook = z.strictObject({
  version: RulesVersion,
  validFrom: Day,
  validTo: Day.nullable(),
  reference: z.string().min(1),
  /** Who issues under these rules, as the card says it. */
  authority: z.strictObject({ nameEn: z.string().min(1).max(80), nameUr: z.string().min(1).max(80) }),
  years: z.strictObject({ minimum: z.int().positive(), maximum: z.int().positive() }),
  medicalFromAge: z.int().positive(),
  categories: z.array(CategoryRule).min(1),
  flatFees: z.array(FlatFee),
  documents: z.array(DocumentCode),
  paymentMethods: z.array(z.enum(['cash', 'bank', 'psid'])),
  calibration: z.strictObject({ camera: CalibrationPolicy, printer: CalibrationPolicy }),
  /** A printer that does not say itself when it wants cleaning is cleaned after this many cards. */
  cleanAfterCards: z.int().positive(),
});
export type RuleBook = z.infer<typeof RuleBook>;

export type PaymentMethod = RuleBook['paymentMethods'][number];
export const PaymentMethod = RuleBook.shape.paymentMethods.element;

/** All versions known here. A rule needed by `fold()` is found by the version the entry names. */
export class RuleBooks {
  readonly #books: readonly RuleBook[];

  constructor(books: readonly RuleBook[]) {
    this.#books = books.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  }

  find(version: RulesVersion): RuleBook | undefined {
    return this.#books.find((book) => book.version === version);
  }

  /** The version in force on a day; the newest one that started on or before it. */
  inForce(day: Day): RuleBook | undefined {
    return this.#books.find((book) => book.validFrom <= day && (book.validTo === null || day <= book.validTo));
  }
}

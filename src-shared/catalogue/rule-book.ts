import { z } from 'zod';
import { CalibrationPolicy } from '../devices/calibration.ts';
import { Day, RulesVersion } from '../ids.ts';
import { PaymentMethod } from './house-file.ts';
import { type LabelledLine, ServiceRules } from './service-rules.ts';
import type { Words } from './words.ts';

/** All rules of one version as of one day: plain, nothing in it has a date to look at any more. */
export const RuleBook = z.strictObject({
  version: RulesVersion,
  /** The day these are the rules of. */
  day: Day,
  /** What the version rests on. */
  reference: z.string().min(1),
  /** Who issues under these rules, as the card says it. */
  authority: z.strictObject({ nameEn: z.string().min(1).max(200), nameUr: z.string().min(1).max(200) }),
  paymentMethods: z.array(PaymentMethod),
  calibration: z.strictObject({ camera: CalibrationPolicy, printer: CalibrationPolicy }),
  /** A printer that does not say itself when it wants cleaning is cleaned after this many cards. */
  cleanAfterCards: z.int().positive(),
  services: z.array(ServiceRules),
});
export type RuleBook = z.infer<typeof RuleBook>;

export function findService(book: RuleBook, service: string): ServiceRules | undefined {
  return book.services.find((each) => each.service === service);
}

/** The rules of every version that is known; nothing but this looks at their days. */
export interface RuleBooks {
  /** The rules of a version an entry names, on the day that counts for it. */
  find(version: RulesVersion, day: Day): RuleBook | undefined;
  /** Those of the newest version that has begun on that day. */
  inForce(day: Day): RuleBook | undefined;
  /** A service's name, in the newest words there are; its code where no version knows it. */
  titleOf(service: string): Words;
  /** The head its work is reported under. */
  headOf(service: string): Words;
  /** Kinds of documents by the services that issue them: what a kind is called that no text knows. */
  documentNames(): Readonly<Record<string, Words>>;
  /** What a line of a fee is for, as the version it was quoted under says it. */
  labelOf(version: RulesVersion, line: LabelledLine): Words;
}

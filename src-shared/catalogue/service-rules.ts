import { z } from 'zod';
import type { Day } from '../ids.ts';
import { isInForce, rulesOn, type DatedRule } from './dated-rule.ts';
import type { FeeLine } from './fee-line.ts';
import { ServiceFile, ValidityRule, YearsRule } from './service-file.ts';
import type { Words } from './words.ts';

/**
 * One service under the rules of one day: of each list only what is in force. `years` is null where none are
 * chosen, `validity` where nothing is granted that ends.
 */
export const ServiceRules = z.strictObject({
  ...ServiceFile.shape,
  years: YearsRule.nullable(),
  validity: ValidityRule.nullable(),
});
export type ServiceRules = z.infer<typeof ServiceRules>;

export function serviceOn(file: ServiceFile, day: Day): ServiceRules {
  return {
    ...file,
    years: rulesOn(file.years, day)[0] ?? null,
    applicant: [...rulesOn(file.applicant, day)],
    documents: [...rulesOn(file.documents, day)],
    tests: [...rulesOn(file.tests, day)],
    fees: [...rulesOn(file.fees, day)],
    validity: rulesOn(file.validity, day)[0] ?? null,
    terms: [...rulesOn(file.terms ?? [], day)],
  };
}

/** What names a line; without its unit the first of its head does. */
export type LabelledLine = Pick<FeeLine, 'code' | 'category'> & Partial<Pick<FeeLine, 'unit'>>;

/** What a line of a fee is for; its head's code where the rules do not say. */
export function labelOf({ fees }: Pick<ServiceFile, 'fees'>, { code, category, unit }: LabelledLine): Words {
  const ofCode = fees.filter((fee) => fee.code === code);
  const ofCategory = ofCode.filter((fee) => category === null || (fee.each !== 'share' && fee.category === category));
  // Several rules may book under one head: the amount tells them apart.
  const exact = ofCategory.find((fee) => fee.each !== 'share' && fee.amount === unit);
  return (exact ?? ofCategory[0] ?? ofCode[0])?.label ?? { en: code, ur: code };
}

/** Every rule of a service with its days, whatever list it stands in. */
export function datedRulesOf(file: ServiceFile): readonly DatedRule[] {
  return [
    ...file.years,
    ...file.applicant,
    ...file.documents,
    ...file.tests,
    ...file.fees,
    ...file.validity,
    ...(file.terms ?? []),
  ];
}

/** A service is offered on a day when any of its rules has begun; a rule that is `off` counts. */
export function isOffered(file: ServiceFile, day: Day): boolean {
  return datedRulesOf(file).some((rule) => isInForce(rule, day));
}

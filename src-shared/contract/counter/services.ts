import { z } from 'zod';
import { Cnic, Day, RulesVersion } from '../../ids.ts';
import { RuleId } from '../../catalogue/dated-rule.ts';
import { ServiceCode, ServiceFile, TestRule, YearsRule } from '../../catalogue/service-file.ts';
import { Words } from '../../catalogue/words.ts';
import { Category, Paisa } from '../../licensing/category.ts';
import { query } from './procedure.ts';
import { Code, FeeLineView, LicenceView } from './views.ts';

/** Where a rule stands: its name, and what it rests on. */
const RuleSource = z.object({ id: RuleId, reference: z.string(), inForceFrom: Day });

/** One rule's answer to this person. `from` is the first day it will say yes by itself; null when waiting does not help. */
export const ReasonView = z.object({
  rule: RuleSource,
  ok: z.boolean(),
  code: Code.nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  from: Day.nullable(),
});
export type ReasonView = z.infer<typeof ReasonView>;

/** One service as this person may or may not have it, for the choice in `categories` and `years`. */
export const ServiceView = z.object({
  service: ServiceCode,
  title: Words,
  hint: Words,
  express: z.boolean(),
  may: z.boolean(),
  /** The first day all rules will say yes; today when they do, null when waiting does not help. */
  from: Day.nullable(),
  /** What says no first; null when nothing does. */
  against: ReasonView.nullable(),
  /** Every rule that was asked, in the order of the file. */
  reasons: z.array(ReasonView),
  choice: ServiceFile.shape.categories,
  categories: z.array(Category),
  /** Every category it can be asked for, judged for itself. */
  offered: z.array(
    z.object({ category: Category, may: z.boolean(), from: Day.nullable(), against: ReasonView.nullable() }),
  ),
  years: z.int(),
  yearsRule: YearsRule.nullable(),
  /** Null where nothing is chosen that has a price. */
  fee: z.object({ lines: z.array(FeeLineView), total: Paisa }).nullable(),
  documents: z.array(z.object({ document: RuleId, label: Words })),
  tests: z.array(TestRule.pick({ id: true, test: true, retestDays: true })),
  /** The last day of what would be granted today. */
  validUntil: Day.nullable(),
  /** What it renews, adds to or rests on. */
  document: z.object({ kind: z.string(), number: z.string(), validUntil: Day }).nullable(),
});
export type ServiceView = z.infer<typeof ServiceView>;

/** The answer to one CNIC. */
export const EligibilityView = z.object({
  cnic: Cnic,
  today: Day,
  rules: RulesVersion,
  reference: z.string(),
  /** Null for somebody whose birth date nobody knows yet: ages are not judged then. */
  birthDate: Day.nullable(),
  licences: z.array(LicenceView),
  services: z.array(ServiceView),
  /** What the person most probably came for. */
  likely: ServiceCode.nullable(),
});
export type EligibilityView = z.infer<typeof EligibilityView>;

export const services = {
  /**
   * For every service in force: may this person have it, by which rule, from when, at what fee, with which papers
   * and tests. Of somebody unknown the birth date may be told; `wanted` is another choice than the usual one.
   * Refuses with `cnic.length`, `cnic.province`, `application.rulesUnknown`.
   */
  eligible: query(['operator', 'supervisor'])
    .input(
      z.strictObject({
        cnic: z.string().max(40),
        birthDate: Day.nullable().optional(),
        wanted: z
          .strictObject({
            service: ServiceCode,
            categories: z.array(Category).max(10),
            years: z.int().min(0).max(99),
          })
          .optional(),
      }),
    )
    .output(EligibilityView),
};

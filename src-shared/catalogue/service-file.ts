import { z } from 'zod';
import { Role } from '../roles.ts';
import { Category, Paisa } from '../licensing/category.ts';
import { Condition, DocumentKind, When } from './condition.ts';
import { datedRule, RuleId } from './dated-rule.ts';
import { FeeCode } from './fee-line.ts';
import { Words } from './words.ts';

/** Names a service, e.g. `learner`: the name entries, tables and reports know it by. */
export const ServiceCode = z
  .string()
  .regex(/^[a-z][A-Za-z]{1,29}$/)
  .brand('ServiceCode');
export type ServiceCode = z.infer<typeof ServiceCode>;

/** One question of a service's own form, beside the person's data. Answers are kept as text. */
export const FormField = z.strictObject({
  id: RuleId,
  label: Words,
  kind: z.enum(['text', 'choice', 'day', 'number']),
  required: z.boolean(),
  /** Longest text, or the largest number. */
  most: z.int().positive().max(1_000_000_000).optional(),
  choices: z
    .array(z.strictObject({ value: z.string().regex(/^[a-zA-Z0-9-]{1,40}$/), label: Words }))
    .min(2)
    .optional(),
});
export type FormField = z.infer<typeof FormField>;

/** A paper the applicant shows. */
export const DocumentRule = z.strictObject({ ...datedRule, document: RuleId, label: Words, when: When.optional() });
export type DocumentRule = z.infer<typeof DocumentRule>;

/** A test that must be passed before the decision, once or for every category applied for. */
export const TestRule = z.strictObject({
  ...datedRule,
  test: z.enum(['sign', 'road']),
  per: z.enum(['application', 'category']),
  /** Whole days after a fail before the next attempt. */
  retestDays: z.int().min(0).max(365),
  /** Questions asked, right answers needed and seconds given; of the sign test. */
  paper: z
    .strictObject({
      bank: RuleId,
      questions: z.int().min(1).max(100),
      pass: z.int().min(1).max(100),
      seconds: z.int().min(30).max(7_200),
      /** What a paper its taker walked away from is: failed, or judged by what was answered. */
      abandoned: z.enum(['fails', 'asAnswered']).default('fails'),
    })
    .optional(),
});
export type TestRule = z.infer<typeof TestRule>;

/**
 * One line of the fee. `each`: what the amount is multiplied by; `share` takes `hundredths` of a per cent of the
 * lines named in `of`, rounded half up to whole paisa.
 */
export const FeeRule = z.discriminatedUnion('each', [
  z.strictObject({
    ...datedRule,
    code: FeeCode,
    label: Words,
    each: z.enum(['application', 'year']),
    category: Category.optional(),
    amount: Paisa,
    when: When.optional(),
  }),
  z.strictObject({
    ...datedRule,
    code: FeeCode,
    label: Words,
    each: z.literal('share'),
    hundredths: z.int().min(-10_000).max(100_000),
    of: z.array(RuleId).min(1),
    when: When.optional(),
  }),
]);
export type FeeRule = z.infer<typeof FeeRule>;

/** How long what is granted is valid: whole months or years, or the years the applicant chose. */
export const ValidityRule = z.strictObject({
  ...datedRule,
  lasts: z.union([
    z.strictObject({ months: z.int().min(1).max(1_200) }),
    z.strictObject({ years: z.int().min(1).max(100) }),
    z.literal('chosenYears'),
    /** As long as what it is a new card of. */
    z.literal('unchanged'),
  ]),
  /** A renewal begins where the old one ended, when that is still to come. */
  begins: z.enum(['today', 'afterOld']).default('today'),
});
export type ValidityRule = z.infer<typeof ValidityRule>;

/** What the holder of what is granted is held to; printed on permits. */
export const TermRule = z.strictObject({ ...datedRule, text: Words });
export type TermRule = z.infer<typeof TermRule>;

/** The years an applicant may choose. */
export const YearsRule = z.strictObject({
  ...datedRule,
  minimum: z.int().min(1).max(100),
  maximum: z.int().min(1).max(100),
  usual: z.int().min(1).max(100),
  /** Only these, where not every number between them is offered. */
  only: z.array(z.int().min(1).max(100)).min(1).optional(),
});
export type YearsRule = z.infer<typeof YearsRule>;

/** What is done at a step. Each at most once in a service; `approve` is the second person's, `issue` is done without one. */
export const StepKind = z.enum([
  'form',
  'documents',
  'photo',
  'signTest',
  'roadTest',
  'fee',
  'review',
  'approve',
  'issue',
  'print',
  'handOver',
]);
export type StepKind = z.infer<typeof StepKind>;

export const Step = z.strictObject({
  step: StepKind,
  by: Role,
  /** Steps that must be done before. */
  after: z.array(StepKind),
});
export type Step = z.infer<typeof Step>;

/** What the register keeps when the service ends well. */
export const Grant = z.discriminatedUnion('does', [
  /** A new document with a number of its series. */
  z.strictObject({ does: z.literal('issues'), document: DocumentKind }),
  /** The same number, valid on. */
  z.strictObject({ does: z.literal('renews'), document: DocumentKind }),
  /** The same number with more categories. */
  z.strictObject({ does: z.literal('adds'), document: DocumentKind }),
  /** The same number on a new card; the old card is superseded. */
  z.strictObject({ does: z.literal('reissues'), document: DocumentKind }),
]);
export type Grant = z.infer<typeof Grant>;

export const PrintKind = z.enum(['card', 'permit', 'international', 'letter']);

/** One service of a centre: one file, all of it data. The schema's documentation is docs/catalogue.md. */
export const ServiceFile = z.strictObject({
  service: ServiceCode,
  /** Where it stands in lists; the most used first. */
  order: z.int().min(1).max(999),
  title: Words,
  hint: Words,
  /** Done on the one screen of the express lane. */
  express: z.boolean(),
  categories: z.enum(['one', 'many', 'held', 'none']),
  years: z.array(YearsRule),
  applicant: z.array(Condition),
  form: z.array(FormField),
  documents: z.array(DocumentRule),
  tests: z.array(TestRule),
  fees: z.array(FeeRule),
  validity: z.array(ValidityRule),
  /** Absent where nothing is said besides the law. */
  terms: z.array(TermRule).optional(),
  steps: z.array(Step).min(2),
  grant: Grant,
  prints: z.array(PrintKind),
  /** What is printed proves itself: each print has a place in a status list. */
  proves: z.boolean(),
  /** Three letters of the number series; null takes the centre's own for a licence. */
  series: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  messages: z.strictObject({ done: Words }),
  report: z.strictObject({ head: Words }),
});
export type ServiceFile = z.infer<typeof ServiceFile>;

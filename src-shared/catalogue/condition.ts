import { z } from 'zod';
import { Category } from '../licensing/category.ts';
import { datedRule } from './dated-rule.ts';

/** A kind of paper the register keeps, e.g. `licence`, `learner`, `international`; a service's grant names it. */
export const DocumentKind = z.string().regex(/^[a-z][A-Za-z]{2,29}$/);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** `chosen`: of the categories applied for; `any`: of any at all. */
const Scope = z.enum(['chosen', 'any']);
const Days = z.int().min(0).max(36_500);

/** What a person must be, hold or not hold to apply for a service. Each is one rule with days and a reference. */
export const Condition = z.discriminatedUnion('is', [
  /** At least so old, in whole years; of a category alone when it names one. */
  z.strictObject({
    ...datedRule,
    is: z.literal('age'),
    minimum: z.int().min(0).max(120),
    category: Category.optional(),
  }),
  /** Holds a document, valid today or lapsed at most so many days ago, for at least `forDays`. */
  z.strictObject({
    ...datedRule,
    is: z.literal('holds'),
    document: DocumentKind,
    of: Scope,
    forDays: Days.default(0),
    lapsedDays: Days.default(0),
  }),
  /** Holds no valid document of that kind. */
  z.strictObject({ ...datedRule, is: z.literal('holdsNone'), document: DocumentKind, of: Scope }),
  /** The document ends within so many days, or ended at most so many days ago. */
  z.strictObject({
    ...datedRule,
    is: z.literal('renewable'),
    document: DocumentKind,
    beforeDays: Days,
    afterDays: Days,
  }),
  /** The last failed test of an open or earlier application is at least so many days ago. */
  z.strictObject({ ...datedRule, is: z.literal('waited'), days: Days }),
  /** No other application is open. */
  z.strictObject({ ...datedRule, is: z.literal('nothingPending') }),
  /** Nobody who is disqualified, and none of whose licences is suspended. */
  z.strictObject({ ...datedRule, is: z.literal('notBarred') }),
  /** Lives in the district of this centre, by the centre that holds the register entry. */
  z.strictObject({ ...datedRule, is: z.literal('ofThisCentre') }),
]);
export type Condition = z.infer<typeof Condition>;

/** When a paper is asked for or a fee line is due; all that is said must hold. */
export const When = z.strictObject({
  /** Age in whole years today. */
  ageFrom: z.int().min(0).max(120).optional(),
  ageBelow: z.int().min(0).max(120).optional(),
  /** One of these categories is applied for. */
  category: z.array(Category).min(1).optional(),
  /** So many years are chosen. */
  years: z.array(z.int().positive()).min(1).optional(),
  /** The document that is renewed ended more than so many days ago. */
  lateDays: Days.optional(),
  /** A field of the form has this value. */
  field: z.strictObject({ id: z.string().max(40), is: z.string().max(80) }).optional(),
  /** The holder's document was issued by another centre. */
  otherCentre: z.boolean().optional(),
});
export type When = z.infer<typeof When>;

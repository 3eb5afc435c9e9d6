import { assess, firstAgainst } from '../catalogue/assess.ts';
import { holds, type Circumstances } from '../catalogue/circumstances.ts';
import type { RuleId } from '../catalogue/dated-rule.ts';
import type { FormField, StepKind } from '../catalogue/service-file.ts';
import type { ServiceRules } from '../catalogue/service-rules.ts';
import { inOrder } from '../catalogue/steps.ts';
import { accept, refuse, type Refusal, type Result } from '../errors.ts';
import type { CentreCode, Day } from '../ids.ts';
import { daysBetween, yearsBetween } from '../licensing/calendar.ts';
import type { Category } from '../licensing/category.ts';
import { centreOfLicence, kindOfLicence, standingOf, standingOfLicence } from './standing-of.ts';
import type { ApplicationState, LicenceState, PersonState } from './state.ts';

/** Steps that are done before the decision, by the operator. */
export type OpenStep = Exclude<StepKind, 'approve' | 'issue' | 'print' | 'handOver'>;

/** An application with all that its steps are judged by. */
export interface Work {
  readonly application: ApplicationState;
  readonly state: PersonState;
  readonly rules: ServiceRules;
  readonly today: Day;
  readonly centre: CentreCode;
}

/** The steps up to the decision, in an order in which they can be done. */
export function openSteps(rules: ServiceRules): readonly OpenStep[] {
  return inOrder(rules.steps).flatMap(({ step }) =>
    step === 'approve' || step === 'issue' || step === 'print' || step === 'handOver' ? [] : [step],
  );
}

/** The first step that is not done, where a screen continues after a logout or a crash; `review` when only that is left. */
export function nextStep(work: Work): OpenStep {
  return openSteps(work.rules).find((step) => lackingIn(step, work) !== undefined) ?? 'review';
}

/** Are all steps done that this one comes after? Refuses with `application.notAStep` or `.stepEarly`. */
export function mayDo(step: StepKind, work: Work): Result<null> {
  const found = work.rules.steps.find((each) => each.step === step);
  if (found === undefined) return refuse('application.notAStep', { step });
  const early = found.after.some((each) => lackingIn(each, work) !== undefined);
  return early ? refuse('application.stepEarly', { step }) : accept(null);
}

/** All that a decision needs is there and the rules still say yes. Refuses with what is missing first, in the order of the steps. */
export function checkComplete(work: Work): Result<null> {
  for (const step of openSteps(work.rules)) {
    const lacking = lackingIn(step, work);
    if (lacking !== undefined) return refuse(lacking.code, lacking.detail);
  }
  // What was failed is not granted, and need not be allowed.
  const categories = passedCategories(work.application, work.rules);
  return checkRules({ ...work, application: { ...work.application, categories } });
}

/** May this person have this service, by every rule of it? Refuses with the first that says no. */
export function checkRules({ application, state, rules, today, centre }: Work): Result<null> {
  const standing = standingOf(state, { today, centre, except: application.id });
  const against = firstAgainst(assess(rules, { standing, categories: application.categories, today }));
  return against === undefined ? accept(null) : refuse(against.code, against.detail);
}

/** Why a step is not done yet; undefined when it is. */
function lackingIn(step: StepKind, work: Work): Refusal | undefined {
  const { application, rules } = work;
  switch (step) {
    case 'form':
      return rules.form.every((field) => isAnswered(field, application.answers ?? {}))
        ? undefined
        : { code: 'application.answersMissing' };
    case 'documents': {
      const missing = documentsNeeded(work).filter((document) => !application.documents.includes(document));
      return missing.length === 0
        ? undefined
        : { code: 'application.documentsMissing', detail: { count: missing.length } };
    }
    case 'photo':
      return application.photo === null ? { code: 'application.photoMissing' } : undefined;
    case 'fee':
      return application.payment === null ? { code: 'application.feeUnpaid' } : undefined;
    case 'signTest':
      return hasPassedSignTest(application) ? undefined : { code: 'application.testNotPassed' };
    case 'roadTest':
      return passedCategories(application, rules).length > 0 ? undefined : { code: 'application.testNotPassed' };
    case 'review':
      return undefined;
    case 'approve':
    case 'issue':
      return application.stage === 'approved' ? undefined : { code: 'application.notSubmitted' };
    case 'print':
    case 'handOver':
      return undefined;
  }
}

export function isAnswered(field: FormField, answers: Readonly<Record<string, string>>): boolean {
  return !field.required || (answers[field.id] ?? '') !== '';
}

/** The papers this applicant must show, today. */
export function documentsNeeded(work: Work): readonly RuleId[] {
  const now = circumstancesOf(work);
  return work.rules.documents.filter((rule) => holds(rule.when, now)).map(({ document }) => document);
}

export function hasPassedSignTest({ signTests = [] }: ApplicationState): boolean {
  return signTests.some(({ passed }) => passed);
}

/** The categories that can be granted: those whose road test is passed, or all where none is asked for. */
export function passedCategories(
  { categories, roadTests = [] }: ApplicationState,
  rules: ServiceRules,
): readonly Category[] {
  if (!rules.tests.some(({ test }) => test === 'road')) return categories;
  return categories.filter((category) =>
    roadTests.some((each) => each.category === category && each.outcome === 'pass'),
  );
}

/** The document a service renews, adds to, or makes a new card of: the person's last one of that kind. */
export function documentOf(state: PersonState, rules: ServiceRules, today: Day): LicenceState | undefined {
  if (rules.grant.does === 'issues') return undefined;
  const { document } = rules.grant;
  return Object.values(state.licences)
    .filter((each) => kindOfLicence(each) === document && standingOfLicence(each, today) !== 'cancelled')
    .toSorted((a, b) => (a.validUntil > b.validUntil ? -1 : 1))[0];
}

/** The categories a service for what is held is about: those of the document it asks for, the one valid longest. */
export function heldCategories(state: PersonState, rules: ServiceRules, today: Day): readonly Category[] {
  const asked = rules.applicant.find((each) => each.is === 'holds' || each.is === 'renewable');
  if (asked?.is !== 'holds' && asked?.is !== 'renewable') return [];
  const ofKind = Object.values(state.licences).filter(
    (each) => kindOfLicence(each) === asked.document && standingOfLicence(each, today) !== 'cancelled',
  );
  return ofKind.toSorted((a, b) => (a.validUntil > b.validUntil ? -1 : 1))[0]?.categories ?? [];
}

/** What the lines of the fee and the list of papers depend on. */
export function circumstancesOf(work: Omit<Work, 'application'> & { application: WantedOf }): Circumstances {
  const { application, state, rules, today, centre } = work;
  const old = documentOf(state, rules, today);
  const birthDate = state.person?.birthDate;
  return {
    age: birthDate === undefined ? null : yearsBetween(birthDate, today),
    categories: application.categories,
    years: application.years,
    lateDays: old === undefined ? 0 : Math.max(0, daysBetween(old.validUntil, today)),
    answers: application.answers ?? {},
    otherCentre: old !== undefined && centreOfLicence(old) !== centre,
  };
}

type WantedOf = Pick<ApplicationState, 'categories' | 'years' | 'answers'>;

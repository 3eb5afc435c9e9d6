import type { TestRule } from '../catalogue/service-file.ts';
import { accept, refuse, type Result } from '../errors.ts';
import type { Day } from '../ids.ts';
import { addDays } from '../licensing/calendar.ts';
import type { Category } from '../licensing/category.ts';
import type { TestEnd } from './entries/person-entries.ts';
import { lastFailures } from './standing-of.ts';
import { hasPassedSignTest, mayDo, passedCategories, type Work } from './steps.ts';

export type PaperRule = NonNullable<TestRule['paper']>;

export interface SignTestRule {
  readonly rule: TestRule;
  readonly paper: PaperRule;
}

/** The rule of a service's sign test and what its paper must be; undefined where it asks for none. */
export function signTestRule({ rules }: Pick<Work, 'rules'>): SignTestRule | undefined {
  const rule = rules.tests.find(({ test }) => test === 'sign');
  return rule?.paper === undefined ? undefined : { rule, paper: rule.paper };
}

export function roadTestRule({ rules }: Pick<Work, 'rules'>): TestRule | undefined {
  return rules.tests.find(({ test }) => test === 'road');
}

/**
 * May the applicant sit the sign test today? Refuses with `application.notOpen`, `.notAStep`, `.stepEarly`, `test.passed`,
 * `application.retestWait {days, from}`.
 */
export function maySitSignTest(work: Work): Result<SignTestRule> {
  const { application, today } = work;
  if (application.stage !== 'open' && application.stage !== 'returned') return refuse('application.notOpen');
  const may = mayDo('signTest', work);
  if (!may.ok) return may;
  const found = signTestRule(work);
  if (found === undefined) return refuse('application.notAStep', { step: 'signTest' });
  if (hasPassedSignTest(application)) return refuse('test.passed', { category: '' });
  const from = retestFrom(work, 'sign');
  if (from === null || from <= today) return accept(found);
  return refuse('application.retestWait', { days: found.rule.retestDays, from });
}

/** The first day of the next try after the last fail, on whatever application it was; null where none was failed. */
export function retestFrom(work: Work, what: Category | 'sign'): Day | null {
  const failedOn = lastFailures(Object.values(work.state.applications))[what];
  const rule = what === 'sign' ? signTestRule(work)?.rule : roadTestRule(work);
  return failedOn === undefined || rule === undefined ? null : addDays(failedOn, rule.retestDays);
}

/** Is a paper passed? By the right answers, and by the rule where its taker walked away. */
export function testMark(paper: PaperRule, { right, ended }: { right: number; ended: TestEnd }): boolean {
  return right >= paper.pass && (ended !== 'abandoned' || paper.abandoned === 'asAnswered');
}

/** The categories that are still to be driven. */
export function toDrive({ application, rules }: Pick<Work, 'application' | 'rules'>): readonly Category[] {
  const passed = passedCategories(application, rules);
  return application.categories.filter((category) => !passed.includes(category));
}

/** Nobody examines who registered the person or worked on the application. Refuses with `application.examinerIsWorker`. */
export function checkExaminer(
  { application, state }: Pick<Work, 'application' | 'state'>,
  staff: string,
): Result<null> {
  const own = [state.recorded?.by, ...application.workers];
  return own.some((worker) => worker === staff) ? refuse('application.examinerIsWorker') : accept(null);
}

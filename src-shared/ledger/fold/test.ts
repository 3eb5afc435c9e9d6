import type { RuleBooks } from '../../catalogue/rule-book.ts';
import { accept, refuse, type Result } from '../../errors.ts';
import type { Act } from '../entry-types.ts';
import { checkExaminer, maySitSignTest, retestFrom, roadTestRule, testMark } from '../licence-tests.ts';
import type { ApplicationState, PersonState, RoadTest, SignTest } from '../state.ts';
import { mayDo, type Work } from '../steps.ts';
import { findWork, mayDoStep, withApplication, withWorker } from './application.ts';
import { deedOf } from './deed.ts';
import { isBy } from './is-by.ts';

type TestAct = Act<'application.satSignTest' | 'application.droveRoadTest'>;

/** Tests of an application, every attempt of them: what was passed stays passed, the rest may be tried again after the wait. */
export function foldTest(state: PersonState, act: TestAct, rules: RuleBooks): Result<PersonState> {
  const found = findWork(state, act, rules);
  if (!found.ok) return found;
  const { work } = found.value;
  const taken = act.type === 'application.satSignTest' ? sitSignTest(act, work) : driveRoadTest(act, work);
  return taken.ok ? accept(withApplication(state, { ...taken.value, updatedAt: act.entry.at })) : taken;
}

function sitSignTest(act: Act<'application.satSignTest'>, work: Work): Result<ApplicationState> {
  const { application, today } = work;
  const { applicationId: _, ...data } = act.data;
  const may = mayDoStep('signTest', act, work);
  if (!may.ok) return may;
  const sits = maySitSignTest(work);
  if (!sits.ok) return sits;
  const { rule, paper } = sits.value;
  const { questions, right, seconds } = data;
  const honest =
    data.rule === rule.id &&
    data.bank.startsWith(`${paper.bank}@`) &&
    questions.length === paper.questions &&
    new Set(questions.map(({ id }) => id)).size === questions.length &&
    questions.every(({ chosen, shown, right: hit }) => (chosen === null ? !hit : chosen < shown.length)) &&
    questions.filter((question) => question.right).length === right &&
    seconds <= paper.seconds &&
    data.passed === testMark(paper, data);
  if (!honest) return refuse('ledger.badBody', { type: act.type });
  const test: SignTest = { ...data, asked: questions.length, day: today, deed: deedOf(act.entry) };
  const workers = withWorker(application.workers, act.entry.actor);
  return accept({ ...application, workers, signTests: [...(application.signTests ?? []), test] });
}

/** Whoever examines is no worker of the application by that, and may examine again; but decides on it no more than those. */
function driveRoadTest(act: Act<'application.droveRoadTest'>, work: Work): Result<ApplicationState> {
  const { application, today } = work;
  const { entry, data } = act;
  if (application.stage !== 'open' && application.stage !== 'returned') return refuse('application.notOpen');
  const may = mayDo('roadTest', work);
  if (!may.ok) return may;
  if (!isBy(entry, 'operator') && !isBy(entry, 'supervisor')) return refuse('session.forbidden');
  const examines = entry.role === 'central' ? accept(null) : checkExaminer(work, entry.actor);
  if (!examines.ok) return examines;
  const before = application.roadTests ?? [];
  for (const { category } of data.results) {
    if (!application.categories.includes(category)) return refuse('test.otherCategory', { category });
    if (before.some((each) => each.category === category && each.outcome === 'pass')) {
      return refuse('test.passed', { category });
    }
    const from = retestFrom(work, category);
    if (from !== null && from > today) {
      return refuse('application.retestWait', { days: roadTestRule(work)?.retestDays ?? 0, from });
    }
  }
  const deed = deedOf(entry);
  const driven: RoadTest[] = data.results.map((result) => ({ ...result, vehicle: data.vehicle, day: today, deed }));
  return accept({ ...application, roadTests: [...before, ...driven] });
}

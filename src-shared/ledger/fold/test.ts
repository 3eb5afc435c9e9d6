import type { RuleBooks } from '../../catalogue/rule-book.ts';
import type { TestRule } from '../../catalogue/service-file.ts';
import { accept, refuse, type Result } from '../../errors.ts';
import type { Day } from '../../ids.ts';
import { addDays } from '../../licensing/calendar.ts';
import type { Act } from '../entry-types.ts';
import type { ApplicationState, PersonState, RoadTest, SignTest } from '../state.ts';
import { hasPassedSignTest, type Work } from '../steps.ts';
import { findWork, mayDoStep, withApplication, withWorker } from './application.ts';
import { deedOf } from './deed.ts';

type TestAct = Act<'application.satSignTest' | 'application.droveRoadTest'>;

/** Tests of an application, every attempt of them: what was passed stays passed, the rest may be tried again after the wait. */
export function foldTest(state: PersonState, act: TestAct, rules: RuleBooks): Result<PersonState> {
  const found = findWork(state, act, rules);
  if (!found.ok) return found;
  const { work } = found.value;
  const { application } = work;
  if (application.stage !== 'open' && application.stage !== 'returned') return refuse('application.notOpen');
  const may = mayDoStep(act.type === 'application.satSignTest' ? 'signTest' : 'roadTest', act, work);
  if (!may.ok) return may;
  const taken = act.type === 'application.satSignTest' ? sitSignTest(act, work) : driveRoadTest(act, work);
  if (!taken.ok) return taken;
  const workers = withWorker(application.workers, act.entry.actor);
  return accept(withApplication(state, { ...taken.value, workers, updatedAt: act.entry.at }));
}

function sitSignTest(
  act: Act<'application.satSignTest'>,
  { application, rules, today }: Work,
): Result<ApplicationState> {
  const { rule: id, bank, questions, right, passed, seconds } = act.data;
  const rule = rules.tests.find((each) => each.id === id && each.test === 'sign');
  const paper = rule?.paper;
  if (rule === undefined || paper === undefined) return refuse('application.notAStep', { step: 'signTest' });
  if (hasPassedSignTest(application)) return refuse('ledger.repeated');
  const before = application.signTests ?? [];
  const waited = checkWait(rule, { failedOn: before.at(-1)?.day, today });
  if (!waited.ok) return waited;
  const counted = questions.filter((question) => question.right).length;
  const honest = questions.length === paper.questions && counted === right && passed === right >= paper.pass;
  if (!honest) return refuse('ledger.badBody', { type: act.type });
  const test: SignTest = {
    rule: id,
    bank,
    asked: questions.length,
    right,
    passed,
    seconds,
    day: today,
    deed: deedOf(act.entry),
  };
  return accept({ ...application, signTests: [...before, test] });
}

function driveRoadTest(
  act: Act<'application.droveRoadTest'>,
  { application, state, rules, today }: Work,
): Result<ApplicationState> {
  const rule = rules.tests.find((each) => each.test === 'road');
  if (rule === undefined) return refuse('application.notAStep', { step: 'roadTest' });
  const { entry, data } = act;
  // Whoever registered the person does not examine them.
  const registered = [state.recorded?.by, application.opened.by];
  if (entry.role !== 'central' && registered.includes(entry.actor)) return refuse('application.examinerIsWorker');
  const before = application.roadTests ?? [];
  for (const { category } of data.results) {
    const own = before.filter((each) => each.category === category);
    if (!application.categories.includes(category) || own.some(({ outcome }) => outcome === 'pass')) {
      return refuse('ledger.badBody', { type: act.type });
    }
    const failed = own.findLast(({ outcome }) => outcome === 'fail');
    const waited = checkWait(rule, { failedOn: failed?.day, today });
    if (!waited.ok) return waited;
  }
  const deed = deedOf(entry);
  const driven: RoadTest[] = data.results.map((result) => ({ ...result, vehicle: data.vehicle, day: today, deed }));
  return accept({ ...application, roadTests: [...before, ...driven] });
}

function checkWait(
  { retestDays }: TestRule,
  { failedOn, today }: { failedOn: Day | undefined; today: Day },
): Result<null> {
  if (failedOn === undefined || addDays(failedOn, retestDays) <= today) return accept(null);
  return refuse('application.retestWait', { days: retestDays, from: addDays(failedOn, retestDays) });
}

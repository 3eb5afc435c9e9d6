import type { RoadTestCase } from '../../../src-shared/contract/counter/road-test.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import { checkExaminer, retestFrom, roadTestRule, toDrive } from '../../../src-shared/ledger/licence-tests.ts';
import { mayDo } from '../../../src-shared/ledger/steps.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { act } from '../act.ts';
import { casesAtWork } from '../applications/cases-at-work.ts';
import { getApplication, summarise, type Found } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';
import { roadTestPaper } from './road-test-paper.ts';

export const roadTest = handlers.roadTest.router({
  due: handlers.roadTest.due.handler(({ context: { counter } }) =>
    casesAtWork(counter)
      .filter(({ work }) => mayDo('roadTest', work).ok && toDrive(work).length > 0)
      .map((found) => viewRoadTest(counter, found))
      .toSorted((a, b) => (waitsUntil(a) < waitsUntil(b) ? -1 : 1)),
  ),

  get: handlers.roadTest.get.handler(({ input, context: { counter } }) => view(counter, input.applicationId)),

  record: handlers.roadTest.record.handler(({ input, context: { counter } }) => {
    const { applicationId, results } = input;
    const { person } = getApplication(counter, applicationId);
    const subject = personSubject(person.cnic);
    // One entry a vehicle, all of them or none.
    const drives = Map.groupBy(results, ({ vehicle }) => vehicle);
    const acts = [...drives].map(([vehicle, driven]) => ({
      type: 'application.droveRoadTest' as const,
      subject,
      data: {
        applicationId,
        vehicle,
        results: driven.map(({ category, outcome, note }) => ({ category, outcome, note })),
      },
    }));
    act(counter, ...acts);
    return view(counter, applicationId);
  }),

  sheet: handlers.roadTest.sheet.handler(async ({ input, context: { counter } }) => {
    const found = getApplication(counter, input.applicationId);
    const pdf = await counter.papers.toPdf(await roadTestPaper(counter, found, input.language));
    return new Blob([new Uint8Array(pdf)], { type: 'application/pdf' });
  }),
});

function view(counter: Counter, id: ApplicationId): RoadTestCase {
  return viewRoadTest(counter, getApplication(counter, id));
}

function viewRoadTest(counter: Counter, found: Found): RoadTestCase {
  const { application, work } = found;
  if (roadTestRule(work) === undefined) deny('application.notAStep', { step: 'roadTest' });
  const left = toDrive(work);
  const examines = checkExaminer(work, counter.session.actor.id);
  return {
    application: summarise(counter, found),
    photo: application.photo?.sha256 ?? null,
    categories: application.categories.map((category) => {
      const from = left.includes(category) ? retestFrom(work, category) : null;
      return {
        category,
        passed: !left.includes(category),
        retryFrom: from !== null && from > work.today ? from : null,
      };
    }),
    drives: (application.roadTests ?? []).map(({ deed, ...drive }) => ({ ...drive, by: deed.by })),
    barred: examines.ok ? null : examines.code,
  };
}

/** The first day something of it can be driven; nothing when that is today. */
function waitsUntil({ categories }: RoadTestCase): string {
  const days = categories.filter(({ passed }) => !passed).map(({ retryFrom }) => retryFrom ?? '');
  return days.toSorted()[0] ?? '';
}

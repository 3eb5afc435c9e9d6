import { hasPassedSignTest, mayDo } from '../../../src-shared/ledger/steps.ts';
import { casesAtWork } from '../applications/cases-at-work.ts';
import { getApplication } from '../applications/find-application.ts';
import { handlers } from '../handlers.ts';
import { viewExam, viewSignTest } from './exam-view.ts';
import { signTestPaper } from './test-sheet-paper.ts';

export const signTest = handlers.signTest.router({
  waiting: handlers.signTest.waiting.handler(({ context: { counter } }) =>
    casesAtWork(counter)
      .filter(({ application, work }) => mayDo('signTest', work).ok && !hasPassedSignTest(application))
      .map((found) => viewSignTest(counter, found))
      .toSorted((a, b) => ((a.retryFrom ?? '') < (b.retryFrom ?? '') ? -1 : 1)),
  ),

  get: handlers.signTest.get.handler(({ input, context: { counter } }) =>
    viewSignTest(counter, getApplication(counter, input.applicationId)),
  ),

  start: handlers.signTest.start.handler(({ input, context: { counter } }) => {
    const paper = counter.signTests.begin(input.applicationId, input.language);
    // The keyboard is the applicant's now.
    counter.session.lock();
    return viewExam(counter, paper);
  }),

  state: handlers.signTest.state.handler(({ context: { counter } }) => {
    const paper = counter.signTests.running;
    return {
      exam: paper === undefined ? null : viewExam(counter, paper),
      result: counter.signTests.result ?? null,
    };
  }),

  answer: handlers.signTest.answer.handler(({ input, context: { counter } }) => {
    counter.signTests.answer(input.applicationId, input);
    return { leftMs: counter.signTests.leftMs };
  }),

  finish: handlers.signTest.finish.handler(({ input, context: { counter } }) =>
    counter.signTests.finish(input.applicationId, 'finished'),
  ),

  abandon: handlers.signTest.abandon.handler(({ input, context: { counter } }) =>
    counter.signTests.finish(input.applicationId, 'abandoned'),
  ),

  leave: handlers.signTest.leave.handler(({ context: { counter } }) => counter.signTests.leave()),

  sheet: handlers.signTest.sheet.handler(async ({ input, context: { counter } }) => {
    const pdf = await counter.papers.toPdf(await signTestPaper(counter, input));
    return new Blob([new Uint8Array(pdf)], { type: 'application/pdf' });
  }),
});

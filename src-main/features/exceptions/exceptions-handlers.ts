import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { recallSubject } from '../../../src-shared/ledger/subjects.ts';
import { act } from '../act.ts';
import { handlers } from '../handlers.ts';
import { listCases } from './cases.ts';
import { getRecall, listRecalls } from './recalls.ts';
import { whyOf } from './why.ts';

export const exceptions = handlers.exceptions.router({
  list: handlers.exceptions.list.handler(({ input, context: { counter } }) => listCases(counter, input.filter)),

  why: handlers.exceptions.why.handler(({ input, context: { counter } }) => whyOf(counter, input.entryId)),

  recalls: handlers.exceptions.recalls.handler(({ input, context: { counter } }) => listRecalls(counter, input.filter)),

  closeRecall: handlers.exceptions.closeRecall.handler(({ input, context: { counter } }): RecallView => {
    const { jobId, outcome, note } = input;
    act(counter, { type: 'recall.closed', subject: recallSubject(jobId), data: { outcome, note } });
    return getRecall(counter, jobId);
  }),
});

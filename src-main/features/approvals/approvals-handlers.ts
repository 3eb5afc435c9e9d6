import { workedOn } from '../../../src-shared/ledger/fold/decision.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import { act } from '../act.ts';
import { getApplication, summarise, viewApplication } from '../applications/find-application.ts';
import { handlers } from '../handlers.ts';
import { grantActs } from './grant-acts.ts';

export const approvals = handlers.approvals.router({
  inbox: handlers.approvals.inbox.handler(({ context: { counter } }) => {
    const { store } = counter;
    const submitted = store.sql.selectFrom('application').select('id').where('stage', '=', 'submitted');
    return store.all(submitted.orderBy('submitted_at')).map((row) => {
      const found = getApplication(counter, row.id as ApplicationId);
      const own = workedOn(found.application, counter.session.actor.id);
      return {
        application: summarise(counter, found),
        barred: own ? ('application.secondPersonNeeded' as const) : null,
      };
    });
  }),

  approve: handlers.approvals.approve.handler(({ input, context: { counter } }) => {
    const found = getApplication(counter, input.applicationId);
    act(counter, ...grantActs(counter, found, { type: 'application.approved' }));
    return viewApplication(counter, getApplication(counter, input.applicationId));
  }),

  return: handlers.approvals.return.handler(({ input, context: { counter } }) => {
    const { person } = getApplication(counter, input.applicationId);
    act(counter, { type: 'application.returned', subject: personSubject(person.cnic), data: input });
    return viewApplication(counter, getApplication(counter, input.applicationId));
  }),
});

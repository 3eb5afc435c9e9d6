import type { LeaseState } from '../../../src-shared/ledger/state.ts';
import type { Subject } from '../../../src-shared/ledger/entry.ts';
import { lastDay, workedOn } from '../../../src-shared/ledger/fold/decision.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { licenceNumber } from '../../../src-shared/licensing/licence-number.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { trustedNow } from '../../store/server-clock.ts';
import { findSubject } from '../../store/subjects.ts';
import { act } from '../act.ts';
import { getApplication, summarise, today, viewApplication } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';

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
    const { application, person } = getApplication(counter, input.applicationId);
    const { subject, lease } = getUsableLease(counter);
    const number = licenceNumber(lease.prefix, lease.next);
    const issuedOn = today(counter);
    const approval = {
      applicationId: application.id,
      licenceNumber: number,
      lease: subject,
      issuedOn,
      validUntil: lastDay(issuedOn, application.years),
    };
    act(
      counter,
      { type: 'lease.numberTaken', subject, data: { number, applicationId: application.id } },
      { type: 'application.approved', subject: personSubject(person.cnic), data: approval, after: [0] },
    );
    return viewApplication(counter, getApplication(counter, application.id));
  }),

  return: handlers.approvals.return.handler(({ input, context: { counter } }) => {
    const { person } = getApplication(counter, input.applicationId);
    act(counter, { type: 'application.returned', subject: personSubject(person.cnic), data: input });
    return viewApplication(counter, getApplication(counter, input.applicationId));
  }),
});

/** The oldest lease of this counter with a number left. Refuses with `lease.exhausted`. */
function getUsableLease(counter: Counter): { subject: Subject; lease: LeaseState } {
  const { store } = counter;
  const now = trustedNow(counter);
  const row = store.get(
    store.sql
      .selectFrom('lease')
      .select('subject')
      .where('stream', '=', counter.identity.place.stream)
      .whereRef('next_serial', '<=', 'to_serial')
      .where('expires_at', '>', now)
      .orderBy('from_serial')
      .limit(1),
  );
  const lease = row === undefined ? undefined : findSubject(store, row.subject as Subject);
  if (row === undefined || lease?.kind !== 'lease') return deny('lease.exhausted');
  return { subject: row.subject as Subject, lease };
}

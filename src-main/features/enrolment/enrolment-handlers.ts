import type { EnrolmentStatus } from '../../../src-shared/contract/counter/enrolment.ts';
import { streamParts } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { findCentre } from '../../store/reference.ts';
import { deny, handlers } from '../handlers.ts';

export const enrolment = handlers.enrolment.router({
  status: handlers.enrolment.status.handler(({ context: { counter } }) => statusOf(counter)),

  enrol: handlers.enrolment.enrol.handler(async ({ input, context: { counter } }) => {
    if (counter.identity.enrolment !== undefined) deny('enrolment.done');
    await counter.enrol(input);
    counter.identity.language = input.language;
    counter.log.info('enrolled', { stream: counter.identity.place.stream });
    counter.status.refresh();
    return statusOf(counter);
  }),

  renew: handlers.enrolment.renew.handler(async ({ input, context: { counter } }) => {
    if (counter.identity.enrolment === undefined) deny('enrolment.needed');
    const carried = await counter.renew(input);
    counter.log.info('enrolment renewed', { stream: counter.identity.place.stream, carried });
    counter.status.refresh();
    return statusOf(counter);
  }),

  setLanguage: handlers.enrolment.setLanguage.handler(({ input, context: { counter } }) => {
    counter.identity.language = input.language;
    return statusOf(counter);
  }),
});

function statusOf(counter: Counter): EnrolmentStatus {
  const { enrolment: joined, language } = counter.identity;
  const centre = findCentre(counter.store) ?? null;
  return {
    enrolled: joined !== undefined,
    stream: joined?.stream ?? null,
    centre,
    counter: joined === undefined ? null : streamParts(joined.stream).counter,
    language,
    practice: counter.practice !== undefined,
    suggested: joined === undefined ? (counter.practice?.suggestedEnrolment ?? null) : null,
  };
}

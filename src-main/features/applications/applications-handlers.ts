import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { ApplicationId, type Cnic } from '../../../src-shared/ids.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { cleanAnswers } from '../../../src-shared/catalogue/answers.ts';
import { act } from '../act.ts';
import { grantActs } from '../approvals/grant-acts.ts';
import { discardDraft } from '../drafts/draft-store.ts';
import { handlers } from '../handlers.ts';
import { checkNewWork } from '../status/backlog.ts';
import { getApplication, rulesInForce, summarise, viewApplication } from './find-application.ts';

/** Longest work list a screen gets; older ones are found by CNIC. */
const MOST_LISTED = 200;

export const applications = handlers.applications.router({
  rules: handlers.applications.rules.handler(({ context: { counter } }) => rulesInForce(counter)),

  list: handlers.applications.list.handler(({ input, context: { counter } }) => {
    const { store } = counter;
    const all = store.sql.selectFrom('application').select('id').orderBy('updated_at', 'desc').limit(MOST_LISTED);
    const rows = store.all(input.stages.length === 0 ? all : all.where('stage', 'in', input.stages));
    return rows.map((row) => summarise(counter, getApplication(counter, row.id as ApplicationId)));
  }),

  get: handlers.applications.get.handler(({ input, context: { counter } }) => view(counter, input.applicationId)),

  open: handlers.applications.open.handler(({ input, context: { counter } }) => {
    checkNewWork(counter);
    const { cnic, service, categories, years } = input;
    const applicationId = ApplicationId.parse(counter.ids.uuid());
    const { version: rules } = rulesInForce(counter);
    const data = { applicationId, service, categories, years, rules };
    act(counter, { type: 'application.opened', subject: personSubject(cnic), data });
    dropDraft(counter, cnic);
    const opened = view(counter, applicationId);
    // The paper it ends in is asked for with the applicant waiting.
    if (opened.serviceRules.prints.some((print) => print !== 'card')) counter.papers.prepare();
    return opened;
  }),

  change: handlers.applications.change.handler(({ input, context: { counter } }) => {
    const { person } = getApplication(counter, input.applicationId);
    act(counter, { type: 'application.changed', subject: personSubject(person.cnic), data: input });
    return view(counter, input.applicationId);
  }),

  documentsSeen: handlers.applications.documentsSeen.handler(({ input, context: { counter } }) => {
    const { person } = getApplication(counter, input.applicationId);
    act(counter, { type: 'application.documentsSeen', subject: personSubject(person.cnic), data: input });
    return view(counter, input.applicationId);
  }),

  answer: handlers.applications.answer.handler(({ input, context: { counter } }) => {
    const { applicationId } = input;
    const { person, work } = getApplication(counter, applicationId);
    const answers = cleanAnswers(work.rules.form, input.answers);
    act(counter, {
      type: 'application.answered',
      subject: personSubject(person.cnic),
      data: { applicationId, answers },
    });
    return view(counter, applicationId);
  }),

  submit: handlers.applications.submit.handler(({ input, context: { counter } }) => {
    const { person } = getApplication(counter, input.applicationId);
    act(counter, { type: 'application.submitted', subject: personSubject(person.cnic), data: input });
    return view(counter, input.applicationId);
  }),

  issue: handlers.applications.issue.handler(({ input, context: { counter } }) => {
    const { applicationId, proofread } = input;
    const found = getApplication(counter, applicationId);
    act(counter, ...grantActs(counter, found, { type: 'application.issued', proofread }));
    return view(counter, applicationId);
  }),

  cancel: handlers.applications.cancel.handler(({ input, context: { counter } }) => {
    const { person } = getApplication(counter, input.applicationId);
    act(counter, { type: 'application.cancelled', subject: personSubject(person.cnic), data: input });
    return view(counter, input.applicationId);
  }),
});

/** The application stands already: a draft that cannot go now, on a full disk, does no harm and is not its failure. */
function dropDraft(counter: Counter, cnic: Cnic): void {
  try {
    discardDraft(counter.store, cnic);
  } catch {
    counter.log.warn('a draft was not discarded');
  }
}

function view(counter: Counter, id: ApplicationId): ApplicationView {
  return viewApplication(counter, getApplication(counter, id));
}

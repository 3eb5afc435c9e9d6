import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { findService } from '../../../src-shared/catalogue/rule-book.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { openDraft } from '../drafts/draft-store.ts';
import { useLookUp } from '../people/use-look-up.ts';
import { CaseFlow } from './case-flow.tsx';
import { DonePage } from './done-page.tsx';
import type { CaseWork } from './step-props.ts';

/** A new licence for one person, from their data to the supervisor's inbox. */
export function NewLicenceFlow({ cnic }: { cnic: Cnic }) {
  const { t } = useText();
  const work = useLoad(`case ${cnic}`, async () => loadCase(cnic));
  useLookUp(cnic, (found) => {
    work.change((before) => ({ ...before, found }));
    // An application that another counter opened meanwhile is read in full.
    const { openApplication } = found;
    if (openApplication !== null && openApplication.id !== work.data?.application?.id) work.reload();
  });
  if (work.data === null) {
    return work.problem === null ? <p>{t('connection.connecting')}</p> : <ProblemNotice problem={work.problem} />;
  }
  const { data } = work;
  const { application } = data;
  if (application !== null && isOut(application)) return <DonePage application={application} />;
  return (
    <CaseFlow
      work={data}
      onChange={(change) => work.change((before) => ({ ...before, ...change }))}
      onFreed={work.reload}
    />
  );
}

function isOut(application: ApplicationView): boolean {
  return application.stage !== 'open' && application.stage !== 'returned';
}

async function loadCase(cnic: Cnic): Promise<CaseWork> {
  const [found, rules] = await Promise.all([core.people.find({ cnic }), core.applications.rules(), openDraft(cnic)]);
  const open = found.openApplication;
  const application = open === null ? null : await core.applications.get({ applicationId: open.id });
  const service = application?.serviceRules ?? findService(rules, 'new');
  if (service === undefined) throw new Error('the rules in force have no new licence');
  return { found, rules, service, application };
}

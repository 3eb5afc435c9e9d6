import { useState } from 'react';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import type { PersonFound } from '../../../src-shared/contract/counter/people.ts';
import type { RuleBook } from '../../../src-shared/catalogue/rule-book.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { findService } from '../../../src-shared/catalogue/rule-book.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { openDraft, useDraft } from '../drafts/draft-store.ts';
import { useLookUp } from '../people/use-look-up.ts';
import { EligibilityScreen } from '../services/eligibility-screen.tsx';
import { CaseFlow } from './case-flow.tsx';
import { DonePage } from './done-page.tsx';
import type { CaseWork } from './step-props.ts';

/** One person at the counter: which service, then its steps to the end. */
export function CasePage({ cnic }: { cnic: Cnic }) {
  const { t } = useText();
  const loaded = useLoad(`case ${cnic}`, async () => loadCase(cnic));
  // Central may say more of the person while the page is open: what it changes is judged anew.
  const [heard, setHeard] = useState(0);
  const chosen = useDraft((state) => state.fields['service'] ?? '');
  useLookUp(cnic, (found) => {
    loaded.change((before) => ({ ...before, found }));
    setHeard((before) => before + 1);
    // An application that another counter opened meanwhile is read in full.
    const { openApplication } = found;
    if (openApplication !== null && openApplication.id !== loaded.data?.application?.id) loaded.reload();
  });
  if (loaded.data === null) {
    return loaded.problem === null ? <p>{t('connection.connecting')}</p> : <ProblemNotice problem={loaded.problem} />;
  }
  const { found, rules, application } = loaded.data;
  if (application !== null && isOut(application)) return <DonePage application={application} />;
  const service = application?.serviceRules ?? findService(rules, chosen);
  if (service === undefined) return <EligibilityScreen key={heard} found={found} />;
  return (
    <CaseFlow
      key={service.service}
      work={{ found, rules, service, application }}
      onChange={(change) => loaded.change((before) => ({ ...before, ...change }))}
      onFreed={loaded.reload}
    />
  );
}

function isOut(application: ApplicationView): boolean {
  return application.stage !== 'open' && application.stage !== 'returned';
}

interface Loaded extends Pick<CaseWork, 'application'> {
  readonly found: PersonFound;
  readonly rules: RuleBook;
}

async function loadCase(cnic: Cnic): Promise<Loaded> {
  const [found, rules] = await Promise.all([core.people.find({ cnic }), core.applications.rules(), openDraft(cnic)]);
  const open = found.openApplication;
  const application = open === null ? null : await core.applications.get({ applicationId: open.id });
  return { found, rules, application };
}

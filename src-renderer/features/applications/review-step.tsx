import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { discardDraft, useDraft } from '../drafts/draft-store.ts';
import { ProofSheetKey } from '../permits/proof-sheet-key.tsx';
import { pendingSteps } from './pending.ts';
import { ProofPage } from './proof-page.tsx';
import classes from './review-step.module.css';
import type { OpenStepProps } from './step-props.ts';

/** The applicant reads what will be on the licence; then it goes to the supervisor, or is issued. */
export function ReviewStep({ work, application, onApplication, onGo }: OpenStepProps) {
  const { t } = useText();
  const { busy, problem, act, setProblem } = useAct();
  const [read, setRead] = useState(false);
  const typed = useDraft((state) => state.fields);
  const [pending] = pendingSteps(work, typed);
  // Where no second person is asked for, the operator's word and the applicant's are enough.
  const issues = application.serviceRules.steps.some(({ step }) => step === 'issue');
  // On the express lane one key says both: read and confirmed, and issued.
  const together = issues && work.service.express;
  const label = t(together ? 'applications.confirmIssue' : issues ? 'applications.issue' : 'applications.submit');

  async function submit(): Promise<void> {
    if (pending !== undefined) return;
    if (!read && !together) {
      setProblem({ code: 'application.notProofread', detail: {} });
      return;
    }
    await act(async () => {
      const done = { applicationId: application.id, proofread: read || together };
      const ended = issues ? await core.applications.issue(done) : await core.applications.submit(done);
      await discardDraft(application.cnic).catch(() => undefined);
      onApplication(ended);
    });
  }

  return (
    <div className={classes['step']}>
      <div className={classes['head']}>
        <p className={classes['lead']}>{t('applications.reviewLead')}</p>
        <ProofSheetKey applicationId={application.id} />
      </div>
      <ProofPage application={application} onGo={onGo} />
      <EntryForm label={label} onSubmit={() => void submit()} className={classes['form']}>
        {problem !== null && (
          <div className={classes['problem']}>
            <ProblemNotice problem={problem} />
          </div>
        )}
        {pending !== undefined && (
          <div className={classes['problem']}>
            <Notice tone="warn" title={t('applications.pending', { step: t(`step.${pending}`) })}>
              <Button variant="default" autoFocus onClick={() => onGo(pending)}>
                {t('applications.openStep', { step: t(`step.${pending}`) })}
              </Button>
            </Notice>
          </div>
        )}
        {!together && (
          <Checkbox
            size="lg"
            disabled={pending !== undefined}
            label={t('applications.confirm')}
            checked={read}
            onChange={(event) => {
              setRead(event.currentTarget.checked);
              setProblem(null);
            }}
            autoFocus={pending === undefined}
          />
        )}
        <ActButton
          type="submit"
          size="lg"
          busy={busy}
          autoFocus={together && pending === undefined}
          disabled={together && pending !== undefined}
        >
          {label}
        </ActButton>
      </EntryForm>
    </div>
  );
}

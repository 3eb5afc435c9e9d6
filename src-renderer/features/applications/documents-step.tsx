import { Checkbox } from '@mantine/core';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Actions } from '../../ui/actions.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { saveDraft, typeInto, useDraft } from '../drafts/draft-store.ts';
import classes from './documents-step.module.css';
import type { OpenStepProps } from './step-props.ts';

/** The papers the rules ask of this applicant, ticked one by one as they are seen. */
export function DocumentsStep({ work, application, onApplication, onDone }: OpenStepProps) {
  const { t, language } = useText();
  const drafted = useDraft((state) => state.fields['documents']);
  const { busy, problem, act, setProblem } = useAct();
  const { documentsNeeded } = application;
  // On the express lane one key says that all of them were seen; ticking one by one stays possible.
  const together = work.service.express && drafted === undefined && application.documents.length === 0;
  const seen = together ? documentsNeeded : drafted === undefined ? application.documents : drafted.split(',');
  const missing = documentsNeeded.filter((document) => !seen.includes(document));
  const first = missing[0] ?? documentsNeeded[0];

  function toggle(document: string): void {
    setProblem(null);
    const next = together
      ? [document]
      : seen.includes(document)
        ? seen.filter((each) => each !== document)
        : [...seen, document];
    typeInto('documents', next.join(','));
  }

  async function record(): Promise<void> {
    const documents = documentsNeeded.filter((document) => seen.includes(document));
    await act(async () => {
      await saveDraft();
      if (documents.join() !== application.documents.join()) {
        onApplication(await core.applications.documentsSeen({ applicationId: application.id, documents }));
      }
      if (missing.length === 0) onDone();
      else setProblem({ code: 'application.documentsMissing', detail: { count: missing.length } });
    });
  }

  return (
    <EntryForm label={t('step.documents')} onSubmit={() => void record()} className={classes['form']}>
      <div role="group" aria-label={t('step.documents')} className={classes['list']}>
        <p>{t(together ? 'applications.documentsTogether' : 'applications.documentsLead')}</p>
        {documentsNeeded.map((document) => (
          <Checkbox
            key={document}
            size="lg"
            label={application.documentLabels[document]?.[language] ?? document}
            checked={seen.includes(document) && !together}
            onChange={() => toggle(document)}
            autoFocus={document === first && !together}
          />
        ))}
      </div>
      <Actions notice={<ProblemNotice problem={problem} />}>
        <ActButton type="submit" busy={busy} autoFocus={together}>
          {t(together ? 'applications.allSeen' : 'applications.toLicence')}
        </ActButton>
      </Actions>
    </EntryForm>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { discardDraft, saveDraft, typeInto } from '../drafts/draft-store.ts';
import classes from './case-menu.module.css';
import type { CaseWork } from './step-props.ts';

/** Ways out of a case: set it aside with all that is typed, discard a draft, withdraw an application that no mate holds. */
export function CaseMenu({ work, held }: { work: CaseWork; held: boolean }) {
  const { t } = useText();
  const go = useNavigation((state) => state.go);
  const { act } = useAct();
  const [withdrawing, setWithdrawing] = useState(false);
  const { application, found } = work;

  /** Back to the list of services; what is known of the person stays typed. */
  function chooseAnother(): void {
    for (const field of ['categories', 'years', 'step', 'service']) typeInto(field, '');
  }

  return (
    <div className={classes['menu']}>
      {application === null && (
        <Button variant="subtle" size="compact-md" disabled={held} onClick={chooseAnother}>
          {t('applications.otherService')}
        </Button>
      )}
      {application === null ? (
        <Button
          variant="subtle"
          size="compact-md"
          disabled={held}
          onClick={() =>
            void act(async () => {
              await discardDraft(found.cnic);
              go({ place: 'people' });
            })
          }
        >
          {t('applications.discard')}
        </Button>
      ) : (
        application.receiptNumber === null && (
          <Button variant="subtle" size="compact-md" disabled={held} onClick={() => setWithdrawing(true)}>
            {t('applications.withdraw')}
          </Button>
        )
      )}
      <Button
        variant="default"
        size="compact-md"
        onClick={() =>
          void act(async () => {
            await saveDraft();
            go({ place: 'people' });
          })
        }
      >
        {t('applications.leave')}
      </Button>
      {withdrawing && application !== null && (
        <WithdrawDialog work={work} onClose={() => setWithdrawing(false)} onDone={() => go({ place: 'people' })} />
      )}
    </div>
  );
}

interface WithdrawProps {
  readonly work: CaseWork;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function WithdrawDialog({ work: { application, found }, onClose, onDone }: WithdrawProps) {
  const { t } = useText();
  const { busy, problem, act, setProblem } = useAct();
  const [reason, setReason] = useState('');

  async function withdraw(): Promise<void> {
    if (application === null) return;
    if (reason.trim().length < 3) {
      setProblem({ code: 'application.reasonMissing', detail: {} });
      return;
    }
    const ok = await act(async () => {
      await core.applications.cancel({ applicationId: application.id, reason: reason.trim() });
      await discardDraft(found.cnic);
    });
    if (ok) onDone();
  }

  return (
    <Dialog title={t('applications.withdrawTitle')} onClose={onClose}>
      <EntryForm label={t('applications.withdrawTitle')} onSubmit={() => void withdraw()} className={classes['form']}>
        <TextInput
          label={t('applications.withdrawReason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={200}
          dir="auto"
          data-autofocus
        />
        <ProblemNotice problem={problem} />
        <div className={classes['menu']}>
          <ActButton type="submit" busy={busy}>
            {t('applications.withdrawConfirm')}
          </ActButton>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </div>
      </EntryForm>
    </Dialog>
  );
}

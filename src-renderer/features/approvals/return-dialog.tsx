import { Button, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { ReturnReason } from '../../../src-shared/ledger/entries/person-entries.ts';
import type { Problem } from '../../core/problem.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './return-dialog.module.css';

interface ReturnDialogProps {
  readonly application: ApplicationView;
  readonly reason: ReturnReason;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly onReturn: (answer: { reason: ReturnReason; note: string }) => void;
}

/** Sends an application back to the operator. "Other" needs a note; the rest are clear with one or without. */
export function ReturnDialog({ application, reason, busy, problem, onClose, onReturn }: ReturnDialogProps) {
  const { t, pick } = useText();
  const [chosen, setChosen] = useState<ReturnReason>(reason);
  const [note, setNote] = useState('');
  const noteMissing = chosen === 'other' && note.trim() === '';

  return (
    <Dialog title={t('approvals.returnTitle', { name: pick(application) })} onClose={onClose}>
      <EntryForm
        label={t('approvals.returnTitle', { name: pick(application) })}
        onSubmit={() => {
          if (!noteMissing) onReturn({ reason: chosen, note: note.trim() });
        }}
        className={classes['form']}
      >
        <Radio.Group
          label={t('approvals.reason')}
          value={chosen}
          onChange={(value) => setChosen(ReturnReason.parse(value))}
        >
          <div className={classes['reasons']}>
            {ReturnReason.options.map((each) => (
              <Radio key={each} value={each} label={t(`returnReason.${each}`)} />
            ))}
          </div>
        </Radio.Group>
        <TextInput
          label={t('approvals.note')}
          description={t(chosen === 'other' ? 'approvals.noteNeeded' : 'approvals.noteHint')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={200}
          autoComplete="off"
          dir="auto"
          data-autofocus
        />
        <ProblemNotice problem={problem} />
        <div className={classes['buttons']}>
          <ActButton type="submit" busy={busy} disabled={noteMissing} rightSection={<kbd>Enter</kbd>}>
            {t('approvals.return')}
          </ActButton>
          <Button variant="default" onClick={onClose} rightSection={<kbd>Esc</kbd>}>
            {t('app.cancel')}
          </Button>
        </div>
      </EntryForm>
    </Dialog>
  );
}

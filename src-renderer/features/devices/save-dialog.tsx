import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './save-dialog.module.css';

interface SaveDialogProps {
  readonly title: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** Least letters of a reason, as the ledger asks for. */
const LEAST = 3;

/** A calibration becomes a dated version with a name and a reason to it. */
export function SaveDialog({ title, busy, problem, onClose, onReason }: SaveDialogProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const short = reason.trim().length < LEAST;
  return (
    <Dialog title={title} onClose={onClose}>
      <EntryForm
        label={title}
        onSubmit={() => {
          if (!short) onReason(reason.trim());
        }}
        className={classes['form']}
      >
        <p>{t('devices.saveLead')}</p>
        <ProblemNotice problem={problem} />
        <TextInput
          label={t('devices.reason')}
          description={t('devices.reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={200}
          autoComplete="off"
          dir="auto"
          data-autofocus
        />
        <div className={classes['keys']}>
          <ActButton type="submit" disabled={short} busy={busy} rightSection={<kbd>Enter</kbd>}>
            {t('devices.save')}
          </ActButton>
          <Button variant="default" onClick={onClose} rightSection={<kbd>Esc</kbd>}>
            {t('app.cancel')}
          </Button>
        </div>
      </EntryForm>
    </Dialog>
  );
}

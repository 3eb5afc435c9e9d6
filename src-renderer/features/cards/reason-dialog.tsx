import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import classes from './reason-dialog.module.css';

interface ReasonDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** Least letters of a reason in one's own words, as the ledger asks for. */
const LEAST = 3;

/** A reason in one's own words. */
export function ReasonDialog({ title, confirm, busy, onClose, onReason }: ReasonDialogProps) {
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
        <TextInput
          label={t('cards.reasonText')}
          description={t('cards.reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={200}
          autoComplete="off"
          dir="auto"
          data-autofocus
        />
        <div className={classes['buttons']}>
          <ActButton type="submit" disabled={short} busy={busy} rightSection={<kbd>Enter</kbd>}>
            {confirm}
          </ActButton>
          <Button variant="default" onClick={onClose} rightSection={<kbd>Esc</kbd>}>
            {t('app.cancel')}
          </Button>
        </div>
      </EntryForm>
    </Dialog>
  );
}

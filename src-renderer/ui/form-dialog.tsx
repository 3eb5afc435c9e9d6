import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../text/use-text.ts';
import { ActButton } from './act-button.tsx';
import { Dialog } from './dialog.tsx';
import { EntryForm } from './entry-form.tsx';
import classes from './form-dialog.module.css';

interface FormDialogProps {
  readonly title: string;
  /** Name of the form, when it says something else than the title. */
  readonly label?: string;
  /** Says on its key what the form does. */
  readonly confirm: string;
  /** Whether all that is needed is filled in; before that neither the key nor Enter does anything. */
  readonly ready: boolean;
  readonly busy: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Says on its key how it is left, where `Cancel` could be taken for the act. */
  readonly leave?: string;
  readonly children: ReactNode;
}

/** A few fields to fill in before an act: Enter goes on to it, Escape leaves it. */
export function FormDialog(props: FormDialogProps) {
  const { title, label = title, confirm, ready, busy, onSubmit, onClose, leave, children } = props;
  const { t } = useText();
  return (
    <Dialog title={title} onClose={onClose}>
      <EntryForm
        label={label}
        onSubmit={() => {
          if (ready) onSubmit();
        }}
        className={classes['form']}
      >
        {children}
        <div className={classes['keys']}>
          <ActButton type="submit" disabled={!ready} busy={busy} rightSection={<kbd>Enter</kbd>}>
            {confirm}
          </ActButton>
          <Button variant="default" onClick={onClose} rightSection={<kbd>Esc</kbd>}>
            {leave ?? t('app.cancel')}
          </Button>
        </div>
      </EntryForm>
    </Dialog>
  );
}

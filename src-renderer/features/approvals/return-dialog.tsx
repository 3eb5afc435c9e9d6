import { Radio } from '@mantine/core';
import { useState } from 'react';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { ReturnReason } from '../../../src-shared/ledger/entries/person-entries.ts';
import type { Problem } from '../../core/problem.ts';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { OwnWordsField } from '../../ui/own-words-field.tsx';
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
    <FormDialog
      title={t('approvals.returnTitle', { name: pick(application) })}
      confirm={t('approvals.return')}
      ready={!noteMissing}
      busy={busy}
      onSubmit={() => onReturn({ reason: chosen, note: note.trim() })}
      onClose={onClose}
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
      <OwnWordsField
        label={t('approvals.note')}
        hint={t(chosen === 'other' ? 'approvals.noteNeeded' : 'approvals.noteHint')}
        value={note}
        onChange={setNote}
        opensHere
      />
      <ProblemNotice problem={problem} />
    </FormDialog>
  );
}

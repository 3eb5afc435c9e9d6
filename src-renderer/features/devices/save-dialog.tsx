import { useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface SaveDialogProps {
  readonly title: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** A calibration becomes a dated version with a name and a reason to it. */
export function SaveDialog({ title, busy, problem, onClose, onReason }: SaveDialogProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={title}
      confirm={t('devices.save')}
      ready={isReason(reason)}
      busy={busy}
      onSubmit={() => onReason(reason.trim())}
      onClose={onClose}
    >
      <p>{t('devices.saveLead')}</p>
      <ProblemNotice problem={problem} />
      <OwnWordsField
        label={t('devices.reason')}
        hint={t('devices.reasonHint')}
        value={reason}
        onChange={setReason}
        opensHere
      />
    </FormDialog>
  );
}

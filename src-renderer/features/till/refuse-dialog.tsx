import { useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface RefuseDialogProps {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly onRefuse: (reason: string) => void;
}

/** Why the money stays; the operator tells the applicant in these words. */
export function RefuseDialog({ busy, problem, onClose, onRefuse }: RefuseDialogProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('till.refuse')}
      confirm={t('till.refuse')}
      ready={isReason(reason)}
      busy={busy}
      onSubmit={() => onRefuse(reason.trim())}
      onClose={onClose}
    >
      <OwnWordsField
        label={t('till.reason')}
        hint={t('till.refuseHint')}
        value={reason}
        onChange={setReason}
        opensHere
      />
      <ProblemNotice problem={problem} />
    </FormDialog>
  );
}

import { useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface ReopenDialogProps {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly onReopen: (reason: string) => void;
}

/** Why money has to move on a closed day once more. */
export function ReopenDialog({ busy, problem, onClose, onReopen }: ReopenDialogProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('closeOfDay.reopen')}
      confirm={t('closeOfDay.reopen')}
      ready={isReason(reason)}
      busy={busy}
      onSubmit={() => onReopen(reason.trim())}
      onClose={onClose}
    >
      <OwnWordsField
        label={t('till.reason')}
        hint={t('closeOfDay.reopenHint')}
        value={reason}
        onChange={setReason}
        opensHere
      />
      <ProblemNotice problem={problem} />
    </FormDialog>
  );
}

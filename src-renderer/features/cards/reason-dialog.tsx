import { useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** A reason in one's own words. */
export function ReasonDialog({ title, confirm, busy, onClose, onReason }: ReasonDialogProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={title}
      confirm={confirm}
      ready={isReason(reason)}
      busy={busy}
      onSubmit={() => onReason(reason.trim())}
      onClose={onClose}
    >
      <OwnWordsField
        label={t('cards.reasonText')}
        hint={t('cards.reasonHint')}
        value={reason}
        onChange={setReason}
        opensHere
      />
    </FormDialog>
  );
}

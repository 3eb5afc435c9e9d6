import { ReturnReason } from '../../../src-shared/ledger/entries/person-entries.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import classes from './decision-keys.module.css';

interface DecisionKeysProps {
  readonly busy: boolean;
  readonly onApprove: () => void;
  readonly onReturn: (reason: ReturnReason) => void;
}

/** Approve with one key, or send back with the number of the reason. */
export function DecisionKeys({ busy, onApprove, onReturn }: DecisionKeysProps) {
  const { t } = useText();
  return (
    <>
      <KeyButton main label="approvals.approve" keys="Ctrl+Enter" busy={busy} onPress={onApprove} />
      <div role="group" aria-label={t('approvals.returnBecause')} className={classes['reasons']}>
        <span aria-hidden>{t('approvals.returnBecause')}</span>
        {ReturnReason.options.map((reason, index) => (
          <KeyButton
            key={reason}
            label={`returnReason.${reason}`}
            keys={`Digit${index + 1}`}
            disabled={busy}
            onPress={() => onReturn(reason)}
          />
        ))}
      </div>
    </>
  );
}

import { Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RefundView } from '../../../src-shared/contract/counter/till.ts';
import { ReceiptNumber } from '../../../src-shared/ids.ts';
import { RefundKind } from '../../../src-shared/ledger/entries/till-entries.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './ask-refund.module.css';

interface AskRefundProps {
  /** Of the receipt on the screen; null where it is to be typed. */
  readonly receiptNumber: ReceiptNumber | null;
  /** What it is most likely. */
  readonly kind?: RefundKind;
  readonly onClose: () => void;
  readonly onAsked: (refund: RefundView) => void;
}

/** Asks a supervisor to let money go back: which receipt, whether it was a mistake, and why. */
export function AskRefund({ receiptNumber, kind: likely = 'void', onClose, onAsked }: AskRefundProps) {
  const { t } = useText();
  const { busy, problem, act } = useAct();
  const [typed, setTyped] = useState(receiptNumber ?? '');
  const [kind, setKind] = useState<RefundKind>(likely);
  const [reason, setReason] = useState('');
  const read = ReceiptNumber.safeParse(typed.trim().toUpperCase());

  function ask(): void {
    if (!read.success) return;
    const request = { receiptNumber: read.data, kind, reason: reason.trim() };
    void act(async () => onAsked(await core.till.askRefund(request)));
  }

  return (
    <FormDialog
      title={t('till.askBack')}
      confirm={t('till.ask')}
      ready={read.success && isReason(reason)}
      busy={busy}
      onSubmit={ask}
      onClose={onClose}
    >
      {receiptNumber === null && (
        <TextInput
          label={t('till.receiptNumber')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          dir="ltr"
          classNames={{ input: 'ltr' }}
          data-autofocus
        />
      )}
      <Radio.Group label={t('till.whatFor')} value={kind} onChange={(value) => setKind(RefundKind.parse(value))}>
        <div className={classes['kinds']}>
          {RefundKind.options.map((each, index) => (
            <Radio
              key={each}
              value={each}
              label={t(`till.refundKind.${each}`)}
              description={t(`till.refundLead.${each}`)}
              {...(receiptNumber !== null && index === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
        </div>
      </Radio.Group>
      <OwnWordsField label={t('till.reason')} hint={t('till.reasonHint')} value={reason} onChange={setReason} />
      <ProblemNotice problem={problem} />
    </FormDialog>
  );
}

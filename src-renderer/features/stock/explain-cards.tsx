import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { CardAccount } from '../../../src-shared/contract/counter/stock.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { formatCount, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface ExplainCardsProps {
  readonly serial: string;
  readonly cards: number;
  readonly onClose: () => void;
  readonly onExplained: (account: CardAccount) => void;
}

/** Somebody found out where they went: how many blanks of the centre, and why. */
export function ExplainCards({ serial, cards, onClose, onExplained }: ExplainCardsProps) {
  const { t, language } = useText();
  const { busy, problem, act } = useAct();
  const most = Math.max(0, cards);
  const [blanks, setBlanks] = useState<number | string>(most);
  const [reason, setReason] = useState('');
  const ready = typeof blanks === 'number' && blanks <= most && isReason(reason);

  function explain(): void {
    if (!ready) return;
    void act(async () => onExplained(await core.stock.explainCards({ serial, blanks, reason: reason.trim() })));
  }

  return (
    <FormDialog
      title={t('stock.explainTitle', { printer: isolate(serial, language) })}
      label={t('stock.explain')}
      confirm={t('stock.recordExplanation')}
      ready={ready}
      busy={busy}
      onSubmit={explain}
      onClose={onClose}
    >
      <p>{t('stock.explainLead')}</p>
      <ProblemNotice problem={problem} />
      <NumberInput
        label={t('stock.blanksUsed')}
        description={t('stock.blanksUsedHint', { most: isolate(formatCount(most), language) })}
        value={blanks}
        onChange={setBlanks}
        min={0}
        max={most}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        dir="ltr"
        classNames={{ input: 'ltr' }}
        data-autofocus
      />
      <OwnWordsField label={t('devices.reason')} hint={t('devices.reasonHint')} value={reason} onChange={setReason} />
    </FormDialog>
  );
}

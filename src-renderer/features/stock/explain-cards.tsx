import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CardAccount } from '../../../src-shared/contract/counter/stock.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { formatCount, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './explain-cards.module.css';

interface ExplainCardsProps {
  readonly serial: string;
  readonly cards: number;
  readonly onClose: () => void;
  readonly onExplained: (account: CardAccount) => void;
}

/** Least letters of a reason, as the ledger asks for. */
const LEAST = 3;

/** Somebody found out where they went: how many blanks of the centre, and why. */
export function ExplainCards({ serial, cards, onClose, onExplained }: ExplainCardsProps) {
  const { t, language } = useText();
  const { busy, problem, act } = useAct();
  const most = Math.max(0, cards);
  const [blanks, setBlanks] = useState<number | string>(most);
  const [reason, setReason] = useState('');
  const ready = typeof blanks === 'number' && blanks <= most && reason.trim().length >= LEAST;

  function explain(): void {
    if (!ready) return;
    void act(async () => onExplained(await core.stock.explainCards({ serial, blanks, reason: reason.trim() })));
  }

  return (
    <Dialog title={t('stock.explainTitle', { printer: isolate(serial, language) })} onClose={onClose}>
      <EntryForm label={t('stock.explain')} onSubmit={explain} className={classes['form']}>
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
        <TextInput
          label={t('devices.reason')}
          description={t('devices.reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={200}
          autoComplete="off"
          dir="auto"
        />
        <div className={classes['keys']}>
          <ActButton type="submit" disabled={!ready} busy={busy} rightSection={<kbd>Enter</kbd>}>
            {t('stock.recordExplanation')}
          </ActButton>
          <Button variant="default" onClick={onClose} rightSection={<kbd>Esc</kbd>}>
            {t('app.cancel')}
          </Button>
        </div>
      </EntryForm>
    </Dialog>
  );
}

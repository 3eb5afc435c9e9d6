import { useState } from 'react';
import type { CardOutcome } from '../../../src-shared/ledger/entries/person-entries.ts';
import { core } from '../../core/core-client.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import type { CardPartProps } from './card-dossier.tsx';
import classes from './outcome-keys.module.css';
import { ReasonDialog } from './reason-dialog.tsx';
import { spoilReasons } from './card-reasons.ts';

/** How did it come out? One key each: good, the common ways to spoil a card, or nothing at all. */
export function OutcomeKeys({ item: { card }, acting, onSettled }: CardPartProps) {
  const { t } = useText();
  const [writing, setWriting] = useState(false);
  const { busy, perform } = acting;
  const { jobId } = card;
  if (jobId === null) return null;

  async function record(outcome: CardOutcome, reason: string | null = null): Promise<void> {
    if (jobId === null) return;
    const ok = await perform(async () => core.cards.recordOutcome({ jobId, outcome, reason }));
    if (ok && outcome === 'good') onSettled();
  }

  return (
    <div role="group" aria-label={t('cards.howOut')} className={classes['outcome']}>
      <div className={classes['keys']}>
        <strong>{t('cards.howOut')}</strong>
        <KeyButton main label="cards.good" keys="Digit1" busy={busy} onPress={() => void record('good')} />
        <KeyButton label="cards.nothing" keys="Digit0" disabled={busy} onPress={() => void record('notPrinted')} />
      </div>
      <div role="group" aria-label={t('cards.spoiledBecause')} className={classes['keys']}>
        <span>{t('cards.spoiledBecause')}</span>
        {spoilReasons.map((reason, index) => (
          <KeyButton
            key={reason}
            label={`cards.reason.${reason}`}
            keys={`Digit${index + 2}`}
            disabled={busy}
            onPress={() => void record('spoiled', `spoiled.${reason}`)}
          />
        ))}
        <KeyButton
          label="cards.otherReason"
          keys={`Digit${spoilReasons.length + 2}`}
          disabled={busy}
          onPress={() => setWriting(true)}
        />
      </div>
      {writing && (
        <ReasonDialog
          title={t('cards.spoiledTitle')}
          confirm={t('cards.recordSpoiled')}
          busy={busy}
          onClose={() => setWriting(false)}
          onReason={(reason) => void record('spoiled', reason).then(() => setWriting(false))}
        />
      )}
    </div>
  );
}

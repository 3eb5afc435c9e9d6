import { useState } from 'react';
import { core } from '../../core/core-client.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import type { CardPartProps } from './card-dossier.tsx';
import { LAST_SPOILED } from './card-reasons.ts';
import { noteStarted } from './print-store.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Prints the card with one key. One that was printed before needs a reason, which is recorded. */
export function PrintKeys({ item: { card }, acting }: CardPartProps) {
  const { busy } = acting;
  const again = card.reasonNeeded;
  const reason = again ? LAST_SPOILED : null;
  return (
    <>
      <KeyButton
        main
        label={again ? 'cards.printAfterSpoiled' : 'cards.print'}
        keys="Ctrl+Enter"
        busy={busy}
        onPress={() => void print(acting, card.licence.number, reason)}
      />
      {again && <PrintForReason acting={acting} licenceNumber={card.licence.number} />}
    </>
  );
}

interface PrintForReasonProps {
  readonly acting: CardPartProps['acting'];
  readonly licenceNumber: CardPartProps['item']['card']['licence']['number'];
}

/** Prints once more for a reason in the operator's own words. */
export function PrintForReason({ acting, licenceNumber }: PrintForReasonProps) {
  const { t } = useText();
  const [writing, setWriting] = useState(false);
  return (
    <>
      <KeyButton label="cards.printAgain" keys="P" disabled={acting.busy} onPress={() => setWriting(true)} />
      {writing && (
        <ReasonDialog
          title={t('cards.printAgainTitle')}
          confirm={t('cards.print')}
          busy={acting.busy}
          onClose={() => setWriting(false)}
          onReason={(reason) => void print(acting, licenceNumber, reason).then(() => setWriting(false))}
        />
      )}
    </>
  );
}

async function print(
  { perform }: CardPartProps['acting'],
  licenceNumber: PrintForReasonProps['licenceNumber'],
  reason: string | null,
): Promise<void> {
  await perform(async () => {
    const { jobId } = await core.cards.print({ licenceNumber, reason });
    noteStarted(jobId);
    return undefined;
  });
}

import { useState } from 'react';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { core } from '../../core/core-client.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ReasonDialog } from '../cards/reason-dialog.tsx';
import classes from './paper-here.module.css';

/** The paper an issued application ends in, made with one key; another one needs a reason. */
export function PaperHere({ application, onPrinted }: { application: ApplicationView; onPrinted: () => void }) {
  const { t, language } = useText();
  const { busy, problem, act } = useAct();
  const [made, setMade] = useState(false);
  const [writing, setWriting] = useState(false);

  function print(reason: string | null): void {
    void act(async () => {
      const { file, fileName } = await core.permits.print({ applicationId: application.id, reason, language });
      saveFile(file, fileName);
      setMade(true);
      setWriting(false);
      onPrinted();
    });
  }

  // A paper that was made before, at an earlier visit say, is made again for a reason.
  const again = made || problem?.code === 'paper.reasonNeeded';
  return (
    <div className={classes['paper']}>
      <ProblemNotice problem={problem} />
      {made && <Notice tone="calm" title={t('services.paperMade')} />}
      {again ? (
        <KeyButton label="cards.printAgain" keys="P" busy={busy} onPress={() => setWriting(true)} />
      ) : (
        <KeyButton
          main
          label="services.printPaper"
          keys="Ctrl+Enter"
          busy={busy}
          autoFocus
          onPress={() => print(null)}
        />
      )}
      {writing && (
        <ReasonDialog
          title={t('cards.printAgainTitle')}
          confirm={t('services.printPaper')}
          busy={busy}
          onClose={() => setWriting(false)}
          onReason={print}
        />
      )}
    </div>
  );
}

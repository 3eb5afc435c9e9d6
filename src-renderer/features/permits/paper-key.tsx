import { useState } from 'react';
import type { PaperFile } from '../../../src-shared/contract/counter/permits.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ReasonDialog } from '../cards/reason-dialog.tsx';

interface PaperKeyProps {
  readonly label: TextKey;
  readonly keys: string;
  readonly print: (reason: string | null) => Promise<PaperFile>;
  readonly onPrinted?: () => void;
}

/** Makes a paper that is booked. The first print needs no reason; where there was one before, the core asks for it. */
export function PaperKey({ label, keys, print, onPrinted }: PaperKeyProps) {
  const { t } = useText();
  const { busy, problem, act, setProblem } = useAct();
  const [saved, setSaved] = useState<string | null>(null);
  const again = problem?.code === 'paper.reasonNeeded';

  function make(reason: string | null): void {
    void act(async () => {
      const { file, fileName } = await print(reason);
      saveFile(file, fileName);
      setSaved(fileName);
      onPrinted?.();
    });
  }

  return (
    <>
      <KeyButton label={label} keys={keys} busy={busy} onPress={() => make(null)} />
      {!again && <ProblemNotice problem={problem} />}
      {saved !== null && problem === null && <Notice tone="calm" title={t('register.saved', { file: saved })} />}
      {again && (
        <ReasonDialog
          title={t('cards.printAgainTitle')}
          confirm={t('cards.print')}
          busy={busy}
          onClose={() => setProblem(null)}
          onReason={make}
        />
      )}
    </>
  );
}

import type { ApplicationId } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** The sheet that the applicant reads and signs, for whoever reads better on paper than on a screen. */
export function ProofSheetKey({ applicationId }: { applicationId: ApplicationId }) {
  const { language } = useText();
  const { busy, problem, act } = useAct();

  function make(): void {
    void act(async () => saveFile(await core.permits.proofSheet({ applicationId, language }), 'proof-sheet.pdf'));
  }

  return (
    <>
      <KeyButton label="permits.proofSheet" keys="Ctrl+P" busy={busy} onPress={make} />
      <ProblemNotice problem={problem} />
    </>
  );
}

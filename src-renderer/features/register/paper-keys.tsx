import { useState } from 'react';
import type { PaperFile } from '../../../src-shared/contract/counter/permits.ts';
import type { DocumentView, PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { core } from '../../core/core-client.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ReasonDialog } from '../cards/reason-dialog.tsx';

interface PaperKeysProps {
  readonly record: PersonRecord;
  readonly document: DocumentView;
  readonly onPrinted: () => void;
}

/** The papers of a document: its permit once more, and the notice of what was last done to it. */
export function PaperKeys({ record, document, onPrinted }: PaperKeysProps) {
  const { language } = useText();
  const { cnic } = record;
  const application = record.applications.find(
    ({ licenceNumber, prints }) => licenceNumber === document.number && prints.length > 0,
  );
  const order = document.changes.findLast(({ what }) => orders.has(what));
  const inForce = document.standing === 'active' || document.standing === 'expired';
  return (
    <>
      {application !== undefined && inForce && (
        <PaperKey
          label="register.act.print"
          keys="P"
          print={(reason) => core.permits.print({ applicationId: application.id, reason, language })}
          onPrinted={onPrinted}
        />
      )}
      {order !== undefined && (
        <PaperKey
          label="register.act.notice"
          keys="N"
          print={(reason) => core.permits.notice({ cnic, entry: order.entry, reason, language })}
          onPrinted={onPrinted}
        />
      )}
    </>
  );
}

const orders: ReadonlySet<string> = new Set(['suspended', 'restored', 'cancelled']);

interface PaperKeyProps {
  readonly label: TextKey;
  readonly keys: string;
  readonly print: (reason: string | null) => Promise<PaperFile>;
  readonly onPrinted: () => void;
}

/** The first print needs no reason; where there was one before, the core asks for it. */
function PaperKey({ label, keys, print, onPrinted }: PaperKeyProps) {
  const { t } = useText();
  const { busy, problem, act, setProblem } = useAct();
  const [saved, setSaved] = useState<string | null>(null);
  const again = problem?.code === 'paper.reasonNeeded';

  function make(reason: string | null): void {
    void act(async () => {
      const { file, fileName } = await print(reason);
      saveFile(file, fileName);
      setSaved(fileName);
      onPrinted();
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

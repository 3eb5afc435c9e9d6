import type { DocumentView, PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { core } from '../../core/core-client.ts';
import { useText } from '../../text/use-text.ts';
import { PaperKey } from '../permits/paper-key.tsx';

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

/** The notice of the last bar, or of its end. */
export function BarNoticeKey({ record: { cnic, bars }, onPrinted }: Omit<PaperKeysProps, 'document'>) {
  const { language } = useText();
  const [last] = bars;
  if (last === undefined) return null;
  return (
    <PaperKey
      label="register.act.barNotice"
      keys="Shift+N"
      print={(reason) => core.permits.notice({ cnic, entry: last.entry, reason, language })}
      onPrinted={onPrinted}
    />
  );
}

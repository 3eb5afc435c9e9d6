import type { ReceiptNumber } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** How much goes back to the applicant, and against which receipt. */
export function RefundLine({ receiptNumber }: { receiptNumber: ReceiptNumber }) {
  const { t, language } = useText();
  const receipt = useLoad(`receipt ${receiptNumber}`, async () => core.till.receipt({ receiptNumber }));
  if (receipt.data === null) return <ProblemNotice problem={receipt.problem} />;
  const { total, method } = receipt.data;
  return (
    <strong>
      {t('exceptions.refund', {
        amount: formatRupees(total, language),
        method: t(`method.${method}`),
        receipt: isolate(receiptNumber, language),
      })}
    </strong>
  );
}

import type { ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { OpenStepProps } from '../applications/step-props.ts';
import { ReceiptSheet } from './receipt-sheet.tsx';
import { TakeFee } from './take-fee.tsx';

/** The fee, then its receipt. A fee that is paid shows the receipt again. */
export function FeeStep(props: OpenStepProps) {
  const { receiptNumber } = props.application;
  return receiptNumber === null ? (
    <TakeFee {...props} />
  ) : (
    <PaidFee receiptNumber={receiptNumber} onDone={props.onDone} />
  );
}

function PaidFee({ receiptNumber, onDone }: { receiptNumber: ReceiptView['receiptNumber']; onDone: () => void }) {
  const receipt = useLoad(`receipt ${receiptNumber}`, async () => core.till.receipt({ receiptNumber }));
  return (
    <>
      <ProblemNotice problem={receipt.problem} />
      {receipt.data !== null && <ReceiptSheet receipt={receipt.data} onDone={onDone} />}
    </>
  );
}

import type { ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { OpenStepProps } from '../applications/step-props.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenShift } from './open-shift.tsx';
import { ReceiptSheet } from './receipt-sheet.tsx';
import { TakeFee } from './take-fee.tsx';
import { useDrawer } from './use-drawer.ts';

/** The fee, then its receipt. A fee that is paid shows the receipt again. */
export function FeeStep(props: OpenStepProps) {
  const { receiptNumber } = props.application;
  return receiptNumber === null ? (
    <UnpaidFee {...props} />
  ) : (
    <PaidFee receiptNumber={receiptNumber} onDone={props.onDone} />
  );
}

/** Money is taken in an open shift: without one its float comes first. */
function UnpaidFee(props: OpenStepProps) {
  const { t } = useText();
  const go = useNavigation((state) => state.go);
  const drawer = useDrawer();
  if (drawer.data === null) return <ProblemNotice problem={drawer.problem} />;
  const { shift, left } = drawer.data;
  if (shift !== null) return <TakeFee {...props} />;
  const [old] = left;
  if (old === undefined) return <OpenShift drawer={drawer.data} inside="page" onOpened={drawer.reload} />;
  return (
    <Notice tone="warn" title={t('till.shiftLeft')}>
      <KeyButton
        label="till.countAndClose"
        keys="F8"
        autoFocus
        onPress={() => go({ place: 'till', chosen: old.shift })}
      />
    </Notice>
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

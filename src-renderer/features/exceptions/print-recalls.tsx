import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { RecallPaper } from './recall-paper.tsx';

/** The open recalls on paper, by one key. */
export function PrintRecalls({ recalls, onPrinted }: { recalls: readonly RecallView[]; onPrinted: () => void }) {
  if (recalls.length === 0) return null;

  function print(): void {
    window.print();
    // What is hidden on paper loses the focus meanwhile.
    onPrinted();
  }

  return (
    <>
      <KeyButton label="exceptions.printRecalls" keys="P" onPress={print} />
      <RecallPaper recalls={recalls} />
    </>
  );
}

import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { RecallPaper } from './recall-paper.tsx';

/** The open recalls on paper, by one key. */
export function PrintRecalls({ recalls }: { recalls: readonly RecallView[] }) {
  if (recalls.length === 0) return null;
  return (
    <>
      <KeyButton label="exceptions.printRecalls" keys="P" onPress={() => window.print()} />
      <RecallPaper recalls={recalls} />
    </>
  );
}

import type { EntryId } from '../../../src-shared/ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useWhy } from './why-store.ts';

/** One key wherever something is not settled: why, whose turn, until when, and what to do. */
export function WhyKey({ entryId }: { entryId: EntryId }) {
  const ask = useWhy((state) => state.ask);
  return <KeyButton label="why.ask" keys="F4" onPress={() => ask(entryId)} />;
}

import type { EntryId } from '../../../src-shared/ids.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useWhy } from './why-store.ts';

/** One key wherever something is not settled: why, whose turn, until when, and what to do. `brief` where room is short. */
export function WhyKey({ entryId, brief = false }: { entryId: EntryId; brief?: boolean }) {
  const { t } = useText();
  const ask = useWhy((state) => state.ask);
  return (
    <KeyButton label="why.ask" keys="F4" onPress={() => ask(entryId)}>
      {t(brief ? 'why.askBriefly' : 'why.ask')}
    </KeyButton>
  );
}

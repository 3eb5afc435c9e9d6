import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { formatCount, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useNews } from '../status/use-news.ts';

/** For a supervisor whose place is elsewhere: somebody stands at a counter and waits for an answer about money. */
export function RefundsWaiting() {
  const { t, language } = useText();
  const go = useNavigation((state) => state.go);
  const refunds = useLoad('refunds waiting', async () => core.till.refunds({ filter: 'waiting' }));
  useNews(refunds.reload);
  const asked = (refunds.data ?? []).filter(({ stage }) => stage === 'asked');
  const [first] = asked;
  if (first === undefined) return null;
  return (
    <Notice tone="warn" title={t('till.waitingAnswer', { n: isolate(formatCount(asked.length), language) })}>
      <KeyButton label="till.answer" keys="F9" onPress={() => go({ place: 'till', chosen: first.receiptNumber })} />
    </Notice>
  );
}

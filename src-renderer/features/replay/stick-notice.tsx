import { formatCount, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import type { StickNews } from './use-stick.ts';

/** How far the sealing is, what it came to and where it goes now, or what the reply brought. */
export function StickNotice({ news }: { news: StickNews | null }) {
  const { t, language } = useText();
  const count = (value: number) => isolate(formatCount(value), language);
  if (news === null) return null;
  if (news.what === 'replied') {
    const { acked, items } = news;
    return <Notice tone="calm" title={t('replay.replied', { acked: count(acked), items: count(items) })} />;
  }
  const { files, entries, blobs } = news.sealed;
  const counts = { files: count(files), entries: count(entries), blobs: count(blobs) };
  if (news.what === 'sealing') return <Notice tone="calm" title={t('replay.sealing', counts)} />;
  if (files === 0) return <Notice tone="calm" title={t('replay.nothingToSeal')} />;
  return (
    <Notice tone="calm" title={t('replay.sealed', counts)}>
      <span>{t('replay.sealedNext')}</span>
    </Notice>
  );
}

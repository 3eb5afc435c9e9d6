import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { nameDocuments } from '../../text/i18n.ts';
import { useText } from '../../text/use-text.ts';
import { useNews } from '../status/use-news.ts';
import classes from './rules-notice.module.css';

/** A quiet line on a role's first page in the last days before rules change, and while some cannot be read. */
export function RulesNotice() {
  const { t } = useText();
  const { data, reload } = useLoad('rules news', async () => {
    const news = await core.catalogue.news();
    nameDocuments(news.documentNames);
    return news;
  });
  useNews(reload);
  const go = useNavigation((state) => state.go);
  const [unread] = data?.unread ?? [];
  const next = data?.next ?? null;
  if (unread === undefined && next === null) return null;
  return (
    <div role="status" className={classes['line']} data-unread={unread !== undefined}>
      {unread === undefined ? (
        <span>{next !== null && t('catalogue.notice', { day: next.day })}</span>
      ) : (
        <span>{t('catalogue.unread', { version: unread.version, day: unread.from })}</span>
      )}
      <button type="button" onClick={() => go({ place: 'catalogue' })} aria-keyshortcuts="Alt+R">
        {t('catalogue.noticeKey')} <kbd>Alt R</kbd>
      </button>
    </div>
  );
}

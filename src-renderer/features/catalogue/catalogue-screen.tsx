import { useEffect, useRef } from 'react';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useNews } from '../status/use-news.ts';
import classes from './catalogue-screen.module.css';
import { DayOfChange } from './day-of-change.tsx';
import { RulesInForce } from './rules-in-force.tsx';
import { VersionTable } from './version-table.tsx';

/** Which rules decide today and what changes on which day. Read by every role, changed by nobody here. */
export function CatalogueScreen() {
  const { t } = useText();
  const { data, problem, reload } = useLoad('rules', async () => core.catalogue.overview());
  useNews(reload);
  const page = useRef<HTMLDivElement>(null);
  const there = data !== null;
  // The arrow keys scroll what has the focus.
  useEffect(() => {
    if (there) page.current?.focus({ preventScroll: true });
  }, [there]);
  return (
    <Sheet title={t('catalogue.title')}>
      <ProblemNotice problem={problem} />
      {data !== null && (
        <div ref={page} tabIndex={-1} className={classes['page']}>
          <p className={classes['lead']}>{t('catalogue.lead')}</p>
          {data.unread.map(({ version, from }) => (
            <Notice key={version} tone="stop" title={t('catalogue.unread', { version, day: from })} />
          ))}
          <RulesInForce versions={data.versions} />
          <section className={classes['section']}>
            <h2>{t('catalogue.coming')}</h2>
            {data.coming.length === 0 && <p>{t('catalogue.nothingComing')}</p>}
            {data.coming.map((each) => (
              <DayOfChange key={each.day} change={each} today={data.today} />
            ))}
          </section>
          <VersionTable versions={data.versions} />
        </div>
      )}
    </Sheet>
  );
}

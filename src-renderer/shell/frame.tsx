import type { ReactNode } from 'react';
import { useEnrolment } from '../features/enrolment/enrolment-store.ts';
import { useText } from '../text/use-text.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import classes from './frame.module.css';
import { Header } from './header.tsx';
import { StatusBar } from './status-bar.tsx';

/** What surrounds every page: header, bands, status bar. `notice` goes over the full width. */
export function Frame({ rail, notice, children }: { rail?: ReactNode; notice?: ReactNode; children: ReactNode }) {
  const { t } = useText();
  const practice = useEnrolment((state) => state.status?.practice ?? false);
  return (
    <div className={classes['frame']}>
      <header>
        <Header />
        {practice && <div className={classes['practice']}>{t('shell.practiceBand')}</div>}
        <ConnectionNotice />
        {notice}
      </header>
      <div className={classes['middle']}>
        {rail}
        <main aria-label={t('shell.work')} className={classes['main']}>
          {children}
        </main>
      </div>
      <StatusBar />
    </div>
  );
}

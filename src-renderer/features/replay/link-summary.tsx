import type { ReactNode } from 'react';
import { ageOf } from '../../shell/age.ts';
import { formatCount, formatMoment, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { useStatus } from '../status/status-store.ts';
import classes from './link-summary.module.css';

/** How the link is, and how much is on which side of it. */
export function LinkSummary() {
  const { t, language } = useText();
  const status = useStatus((state) => state.status);
  if (status === null) return null;
  const { link, replay, clock } = status;
  const up = link.state === 'up';
  const age = replay.oldestUnsentAt === null ? null : ageOf(replay.oldestUnsentAt, clock.now);
  return (
    <div className={classes['summary']}>
      <dl>
        <Count label={t('status.link')} tone={up ? 'ok' : 'warn'}>
          {t(up ? 'status.linkUp' : link.state === 'down' ? 'status.linkDown' : 'status.linkPaused')}
          {link.lastContact !== null && (
            <small>
              {t('replay.lastContact')} <Ltr>{formatMoment(link.lastContact)}</Ltr>
            </small>
          )}
        </Count>
        <Count label={t('replay.unsent')} tone={replay.unsent > 0 ? 'warn' : 'ok'}>
          <Ltr>{formatCount(replay.unsent)}</Ltr>
          {age !== null && (
            <small>
              {t('status.unsentAge', { age: t(`status.age.${age.unit}`, { n: isolate(String(age.n), language) }) })}
            </small>
          )}
        </Count>
        <Count label={t('replay.unsettled')} tone="ok">
          <Ltr>{formatCount(replay.unsettled)}</Ltr>
        </Count>
        <Count label={t('replay.photos')} tone={replay.blobsWaiting > 0 ? 'warn' : 'ok'}>
          <Ltr>{formatCount(replay.blobsWaiting)}</Ltr>
        </Count>
        <Count label={t('replay.exceptions')} tone={replay.exceptions > 0 ? 'stop' : 'ok'}>
          <Ltr>{formatCount(replay.exceptions)}</Ltr>
        </Count>
      </dl>
      {link.fault !== null && (
        <p role="status">
          <strong>{t(`error.${link.fault}.cause`)}</strong> {t(`error.${link.fault}.action`)}
        </p>
      )}
    </div>
  );
}

function Count({ label, tone, children }: { label: string; tone: 'ok' | 'warn' | 'stop'; children: ReactNode }) {
  return (
    <div data-tone={tone}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

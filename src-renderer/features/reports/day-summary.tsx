import type { ReactNode } from 'react';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { formatCount, formatMoment, formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './day-summary.module.css';

/** What a supervisor wants to know first: licences, money, cards, and whether central has it all. */
export function DaySummary({ report }: { report: DayReport }) {
  const { t, language } = useText();
  const { work, money, cards, replay } = report;
  return (
    <div className={classes['summary']}>
      <dl>
        <Figure label={t('reports.licences')} figure={<Ltr>{formatCount(work.approved)}</Ltr>}>
          {t('reports.opened', { n: isolate(formatCount(work.opened), language) })}
        </Figure>
        <Figure label={t('reports.fees')} figure={formatRupees(money.total, language)}>
          {t('reports.receipts', { n: isolate(formatCount(money.receipts), language) })}
        </Figure>
        <Figure label={t('reports.cards')} figure={<Ltr>{formatCount(cards.printed)}</Ltr>}>
          {t('reports.stock', {
            spoiled: isolate(formatCount(cards.spoiled), language),
            closing: isolate(formatCount(cards.closing), language),
          })}
        </Figure>
        <Figure label={t('reports.confirmed')} figure={<Ltr>{`${replay.confirmed} / ${replay.entries}`}</Ltr>}>
          {t('reports.replay', {
            waiting: isolate(formatCount(replay.waiting), language),
            exceptions: isolate(formatCount(replay.exceptions), language),
          })}
        </Figure>
      </dl>
      <p>
        {t('paper.report.madeAt')} <Ltr>{formatMoment(report.madeAt)}</Ltr> · <Ltr>{report.stream}</Ltr>
      </p>
    </div>
  );
}

function Figure({ label, figure, children }: { label: string; figure: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{figure}</strong>
        <span>{children}</span>
      </dd>
    </div>
  );
}

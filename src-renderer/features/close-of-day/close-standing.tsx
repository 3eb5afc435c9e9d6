import type { CloseOfDay } from '../../../src-shared/contract/counter/close-of-day.ts';
import { formatCount, formatMoment, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';

/** Can the day be closed, and if it is: when, and by whom. */
export function CloseStanding({ page }: { page: CloseOfDay }) {
  const { t, language } = useText();
  const { stage, unknowns, closedAt, closedBy, reason, figures, linkDown } = page;
  if (stage === 'closed') {
    return (
      <Notice
        tone="calm"
        title={t('closeOfDay.isClosed', {
          at: isolate(formatMoment(closedAt ?? ''), language),
          by: isolate(closedBy ?? '', language),
        })}
      >
        <span>{t('closeOfDay.isClosedLead')}</span>
      </Notice>
    );
  }
  const again = stage === 'reopened' && <span>{t('closeOfDay.reopenedBecause', { reason: reason ?? '' })}</span>;
  if (unknowns > 0) {
    return (
      <Notice tone="stop" title={t('closeOfDay.unknowns', { n: isolate(formatCount(unknowns), language) })}>
        {again}
        <span>{t('closeOfDay.unknownsLead')}</span>
      </Notice>
    );
  }
  const waiting = linkDown && figures.waiting > 0;
  return (
    <Notice tone={waiting ? 'warn' : 'calm'} title={t('closeOfDay.ready')}>
      {again}
      {waiting && <span>{t('closeOfDay.unsentIsKnown', { n: isolate(formatCount(figures.waiting), language) })}</span>}
    </Notice>
  );
}

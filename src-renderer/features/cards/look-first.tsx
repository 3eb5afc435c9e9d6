import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { formatMoment } from '../../text/formats.ts';
import type { WorkItem } from './card-work.ts';
import classes from './look-first.module.css';

/**
 * Nothing goes on for this licence until somebody has looked. A print that ended well asks calmly;
 * one that broke off, or of which nothing is known since a power cut, asks in red.
 */
export function LookFirst({ item: { card, work, progress } }: { item: WorkItem }) {
  const { t } = useText();
  const fault = progress?.fault ?? null;
  const calm = work === 'out';
  return (
    <div role="alert" className={classes['look']} data-calm={calm}>
      <strong>{t(calm ? 'cards.cameOut' : 'cards.lookTitle')}</strong>
      {fault !== null && (
        <span>
          {t(`error.${fault}.cause`)} {t(`error.${fault}.action`)}
        </span>
      )}
      {fault !== 'printer.jam' && (
        <span>{t(calm ? 'cards.cameOutLead' : fault === null ? 'cards.lookLead' : 'cards.lookAfterFault')}</span>
      )}
      {card.startedAt !== null && !calm && (
        <small>
          {t('cards.startedAt')} <Ltr>{formatMoment(card.startedAt)}</Ltr>
        </small>
      )}
    </div>
  );
}

import type { LicenceView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './licence-badge.module.css';

/** A licence's number and whether central has confirmed it: the two are never shown apart. */
export function LicenceBadge({ licence }: { licence: Pick<LicenceView, 'number' | 'confirmed'> }) {
  const { t } = useText();
  return (
    <span className={classes['badge']} data-confirmed={licence.confirmed}>
      <Ltr>{licence.number}</Ltr>
      <span>{t(licence.confirmed ? 'licence.confirmed' : 'licence.provisional')}</span>
    </span>
  );
}

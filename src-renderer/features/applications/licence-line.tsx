import { Badge } from '@mantine/core';
import type { LicenceView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './licence-line.module.css';

/** A licence in one line: number, categories, end of validity, and whether central has confirmed it. */
export function LicenceLine({ licence }: { licence: LicenceView }) {
  const { t } = useText();
  return (
    <span className={classes['line']}>
      <strong>
        <Ltr>{licence.number}</Ltr>
      </strong>
      <LicenceBadge confirmed={licence.confirmed} />
      <span>{licence.categories.map((category) => t(`category.${category}`)).join(' · ')}</span>
      <span>{t('licence.validUntil', { day: licence.validUntil })}</span>
    </span>
  );
}

/** Provisional until central has applied the approval; shown wherever a licence is. */
export function LicenceBadge({ confirmed }: { confirmed: boolean }) {
  const { t } = useText();
  return (
    <Badge size="lg" radius="sm" className={classes['badge'] ?? ''} data-confirmed={confirmed}>
      {t(confirmed ? 'licence.confirmed' : 'licence.provisional')}
    </Badge>
  );
}

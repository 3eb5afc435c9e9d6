import { Badge } from '@mantine/core';
import type { DocumentView } from '../../../src-shared/contract/counter/register.ts';
import { useText } from '../../text/use-text.ts';
import classes from './standing-badge.module.css';

/** In force, expired, suspended or cancelled: one look tells which. */
export function StandingBadge({ standing }: Pick<DocumentView, 'standing'>) {
  const { t } = useText();
  return (
    <Badge size="lg" radius="sm" className={classes['badge'] ?? ''} data-standing={standing}>
      {t(`register.standing.${standing}`)}
    </Badge>
  );
}

/** Of cards and permits: the last one counts, those before it are superseded. */
export function SupersededBadge({ superseded }: { superseded: boolean }) {
  const { t } = useText();
  return (
    <Badge size="lg" radius="sm" className={classes['badge'] ?? ''} data-standing={superseded ? 'expired' : 'active'}>
      {t(superseded ? 'register.superseded' : 'register.current')}
    </Badge>
  );
}

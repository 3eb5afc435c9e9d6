import type { LicenceView } from '../../../src-shared/contract/counter/views.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { LicenceBadge } from '../applications/licence-line.tsx';
import classes from './licence-tag.module.css';

/** A licence's number and its standing: the two are never shown apart. */
export function LicenceTag({ licence }: { licence: Pick<LicenceView, 'number' | 'confirmed'> }) {
  return (
    <span className={classes['tag']}>
      <Ltr>{licence.number}</Ltr>
      <LicenceBadge confirmed={licence.confirmed} />
    </span>
  );
}

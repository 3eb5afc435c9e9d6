import type { DocumentView } from '../../../src-shared/contract/counter/register.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './document-row.module.css';
import { kindName } from './kind-name.ts';
import { StandingBadge } from './standing-badge.tsx';

/** One licence or permit of a person, in two lines. */
export function DocumentRow({ document }: { document: DocumentView }) {
  const { t } = useText();
  return (
    <span className={classes['row']}>
      <strong>
        <Ltr>{document.number}</Ltr>
      </strong>
      <StandingBadge standing={document.standing} />
      <span className={classes['small']}>
        {kindName(document.kind, t)} · <Ltr>{formatDay(document.validUntil)}</Ltr>
      </span>
    </span>
  );
}

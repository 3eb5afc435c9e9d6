import type { CheckedCard } from '../../../src-shared/contract/counter/verify.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './verdict-banner.module.css';
import { VerdictIcon } from './verdict-icon.tsx';

/** The verdict to be read at arm's length: in colour, in a shape, in a word, and what to do now. */
export function VerdictBanner({ checked: { verdict, licenceNumber, card, register } }: { checked: CheckedCard }) {
  const { t } = useText();
  const kind = card?.kind ?? register?.kind;
  return (
    <div role="alert" className={classes['banner']} data-verdict={verdict}>
      <VerdictIcon verdict={verdict} />
      <div className={classes['words']}>
        <strong>{t(`verify.verdict.${verdict}`)}</strong>
        <span>{t(`verify.next.${verdict}`)}</span>
      </div>
      {licenceNumber !== null && (
        <div className={classes['number']}>
          {kind !== undefined && <span>{t('verify.kindOf', { kind })}</span>}
          <Ltr>{licenceNumber}</Ltr>
        </div>
      )}
    </div>
  );
}

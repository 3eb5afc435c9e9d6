import { isErrorCode } from '../../../src-shared/errors.ts';
import type { CardView } from '../../../src-shared/contract/counter/views.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { WhyPerson } from '../exceptions/why-person.tsx';
import { LicenceTag } from '../licences/licence-tag.tsx';
import classes from './card-head.module.css';
import { reasonText } from './card-reasons.ts';

/** Whose card it is, its licence, and why the last print of it did not do. */
export function CardHead({ card }: { card: CardView }) {
  const { t } = useText();
  return (
    <>
      <div className={classes['names']}>
        <span lang="en" dir="ltr">
          {card.nameEn}
        </span>
        <span lang="ur" dir="rtl">
          {card.nameUr}
        </span>
      </div>
      <div className={classes['line']}>
        <Ltr>{formatCnic(card.licence.cnic)}</Ltr>
        <LicenceTag licence={card.licence} />
        <span>{card.licence.categories.map((each) => t(`category.${each}`)).join(' · ')}</span>
        <span>{t('licence.validUntil', { day: card.licence.validUntil })}</span>
        {!card.licence.confirmed && <WhyPerson cnic={card.licence.cnic} />}
      </div>
      {(card.stage === 'spoiled' || card.stage === 'notPrinted') && <LastPrint card={card} />}
    </>
  );
}

function LastPrint({ card: { stage, outcomeReason } }: { card: CardView }) {
  const { t } = useText();
  const known = outcomeReason === null ? null : reasonText(outcomeReason);
  return (
    <Notice tone="warn" title={t(stage === 'spoiled' ? 'cards.lastSpoiled' : 'cards.lastNotPrinted')}>
      {outcomeReason !== null && <span>{known === null ? <bdi>{outcomeReason}</bdi> : t(known)}</span>}
      {isErrorCode(outcomeReason) && <span>{t(`error.${outcomeReason}.action`)}</span>}
    </Notice>
  );
}

import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { LicenceTag } from '../licences/licence-tag.tsx';
import classes from './card-row.module.css';
import type { WorkItem } from './card-work.ts';

/** One card in the list. */
export function CardRow({ item: { card, work } }: { item: WorkItem }) {
  const { t, pick } = useText();
  return (
    <span className={classes['row']}>
      <strong>{pick(card)}</strong>
      <span className={classes['small']}>
        <Ltr>{formatCnic(card.licence.cnic)}</Ltr>
      </span>
      <LicenceTag licence={card.licence} />
      {work === 'print' && (card.stage === 'spoiled' || card.stage === 'notPrinted') && (
        <span className={classes['mark']}>{t(`cards.stage.${card.stage}`)}</span>
      )}
    </span>
  );
}

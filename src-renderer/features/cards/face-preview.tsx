import type { CardView } from '../../../src-shared/contract/counter/views.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Picture } from '../studio/picture.tsx';
import classes from './face-preview.module.css';

/** Both sides as they will be printed, dot for dot. */
export function FacePreview({ card }: { card: CardView }) {
  return (
    <div className={classes['faces']}>
      <Face card={card} side="front" />
      <Face card={card} side="back" />
    </div>
  );
}

function Face({ card, side }: { card: CardView; side: 'front' | 'back' }) {
  const { t } = useText();
  const licenceNumber = card.licence.number;
  const face = useLoad(`face ${licenceNumber} ${side}`, async () => core.cards.preview({ licenceNumber, side }));
  return (
    <figure className={classes['face']}>
      {face.problem === null ? (
        <Picture blob={face.data} label={t(`cards.side.${side}`)} />
      ) : (
        <ProblemNotice problem={face.problem} />
      )}
      <figcaption>{t(`cards.side.${side}`)}</figcaption>
    </figure>
  );
}

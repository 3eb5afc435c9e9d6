import type { CheckedCard } from '../../../src-shared/contract/counter/verify.ts';
import { useText } from '../../text/use-text.ts';
import classes from './checked-card.module.css';
import { FacePair } from './face-pair.tsx';
import { SideBySide } from './side-by-side.tsx';
import { VerdictBanner } from './verdict-banner.tsx';

/** What was found out about a card: the verdict first, then why, then both faces and what card and register say. */
export function CheckedCardView({ checked }: { checked: CheckedCard }) {
  const { t } = useText();
  const { reasons, card, register, face, at } = checked;
  return (
    <article className={classes['checked']}>
      <VerdictBanner checked={checked} />
      <div className={classes['body']} data-alone={card === null && register === null}>
        <section className={classes['why']}>
          <h2>{t('verify.reasons')}</h2>
          <ul>
            {reasons.map(({ code, detail }) => (
              <li key={code}>{t(`verify.reason.${code}`, whole(detail))}</li>
            ))}
          </ul>
          <p className={classes['written']}>{t('verify.checkedAt', { at })}</p>
        </section>
        {(card !== null || register !== null) && (
          <>
            <FacePair face={face} photo={register?.photo ?? null} />
            <SideBySide checked={checked} />
          </>
        )}
      </div>
    </article>
  );
}

/** The name of a counter that ends a line stays whole: a word joiner (U+2060) after each dash. */
function whole(detail: CheckedCard['reasons'][number]['detail']): CheckedCard['reasons'][number]['detail'] {
  const { holder } = detail;
  return typeof holder === 'string' ? { ...detail, holder: holder.replaceAll('-', '-\u2060') } : detail;
}

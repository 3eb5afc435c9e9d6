import { useText } from '../../../text/use-text.ts';
import { Ltr } from '../../../ui/ltr.tsx';
import classes from './meters.module.css';

interface SharpnessMeterProps {
  readonly sharpness: number;
  readonly best: number;
}

/** From here on the focus is as good as it was at its best; below it, it was better. */
const NEAR_BEST = 0.85;

/** How sharp the picture is, beside the sharpest so far: the focus is turned until the bar is full again. */
export function SharpnessMeter({ sharpness, best }: SharpnessMeterProps) {
  const { t } = useText();
  const share = best === 0 ? 0 : Math.min(1, sharpness / best);
  return (
    <section aria-label={t('devices.sharpness')} className={classes['meter']}>
      <h3>{t('devices.sharpness')}</h3>
      <div
        role="meter"
        aria-label={t('devices.sharpness')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className={classes['bar']}
        data-tone={share >= NEAR_BEST ? 'ok' : 'warn'}
      >
        <span style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <div className={classes['ends']}>
        <span>
          {t('devices.sharpnessNow')} <Ltr>{sharpness.toFixed(0)}</Ltr>
        </span>
        <span>
          {t('devices.sharpnessBest')} <Ltr>{best.toFixed(0)}</Ltr>
        </span>
      </div>
    </section>
  );
}

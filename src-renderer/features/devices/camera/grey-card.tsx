import type { GreyCardReading } from '../../../../src-shared/contract/counter/devices.ts';
import type { PhotoMeasures } from '../../../../src-shared/devices/calibration.ts';
import { TOO_MANY } from '../../../../src-shared/imaging/histogram.ts';
import { useText } from '../../../text/use-text.ts';

import { Ltr } from '../../../ui/ltr.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Picture } from '../../studio/picture.tsx';
import { FactLine, FactLines } from '../fact-lines.tsx';
import { castWord, signed } from './measure-words.ts';
import { percent } from './percent.ts';
import classes from './grey-card.module.css';

interface GreyCardProps {
  readonly before: GreyCardReading | null;
  readonly now: GreyCardReading;
}

/** The last two pictures of the grey card side by side, with what they measure. */
export function GreyCard({ before, now }: GreyCardProps) {
  const { t } = useText();
  return (
    <section aria-label={t('devices.greyCard')} className={classes['card']}>
      <Notice tone={now.good ? 'calm' : 'warn'} title={t(now.good ? 'devices.greyGood' : 'devices.greyNotGood')}>
        <span>
          {t(now.good ? 'devices.greySave' : now.advice.length > 0 ? 'devices.greyFollow' : 'devices.greyLight')}
        </span>
      </Notice>
      <div className={classes['pair']}>
        {before !== null && <Reading title={t('devices.before')} reading={before} />}
        <Reading title={before === null ? t('devices.measured') : t('devices.after')} reading={now} />
      </div>
    </section>
  );
}

function Reading({ title, reading: { picture, measures } }: { title: string; reading: GreyCardReading }) {
  return (
    <figure className={classes['reading']}>
      <figcaption>{title}</figcaption>
      <Picture blob={picture} label={title} />
      <Measures measures={measures} />
    </figure>
  );
}

/** What a picture of the grey card showed. */
export function Measures({ measures }: { measures: PhotoMeasures }) {
  const { t } = useText();
  const { grey, exposureStops, castShare, burnt, drowned, sharpness } = measures;
  return (
    <FactLines>
      <FactLine label={t('devices.exposureStops')}>
        <Ltr>{signed(exposureStops, 2)}</Ltr>
      </FactLine>
      <FactLine label={t('devices.cast')}>
        <Ltr>{percent(castShare, 1)}</Ltr> {t(`devices.castTo.${castWord(grey)}`)}
      </FactLine>
      <FactLine label={t('devices.greyValue')}>
        <Ltr>{[grey.red, grey.green, grey.blue].map(Math.round).join('\u00A0·\u00A0')}</Ltr>
      </FactLine>
      <FactLine label={t('devices.lost')}>
        <span data-tone={burnt + drowned > TOO_MANY ? 'stop' : 'ok'}>
          <Ltr>{percent(burnt + drowned, 1)}</Ltr>
        </span>
      </FactLine>
      <FactLine label={t('devices.sharpness')}>
        <Ltr>{sharpness.toFixed(0)}</Ltr>
      </FactLine>
    </FactLines>
  );
}

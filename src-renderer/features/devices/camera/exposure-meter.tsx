import { useEffect, useRef } from 'react';
import { type Histogram, TOO_MANY } from '../../../../src-shared/imaging/histogram.ts';
import { useText } from '../../../text/use-text.ts';
import { Ltr } from '../../../ui/ltr.tsx';
import { percent } from './percent.ts';
import classes from './meters.module.css';

const WIDTH = 256;
const HEIGHT = 64;

/** How the light is spread, from black to white, and how much of it is lost at either end. */
export function ExposureMeter({ histogram }: { histogram: Histogram | null }) {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) drawBins(canvas.current, histogram?.bins ?? []);
  }, [histogram]);
  return (
    <section aria-label={t('devices.exposure')} className={classes['meter']}>
      <h3>{t('devices.exposure')}</h3>
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} role="img" aria-label={t('devices.histogram')} />
      <div className={classes['ends']}>
        <Lost label={t('devices.drowned')} share={histogram?.drowned ?? 0} />
        <Lost label={t('devices.burnt')} share={histogram?.burnt ?? 0} />
      </div>
    </section>
  );
}

function Lost({ label, share }: { label: string; share: number }) {
  return (
    <span data-tone={share > TOO_MANY ? 'stop' : 'ok'}>
      {label} <Ltr>{percent(share, 1)}</Ltr>
    </span>
  );
}

/** Dark is on the left in both languages, as on every camera. */
function drawBins(canvas: HTMLCanvasElement, bins: readonly number[]): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const highest = Math.max(...bins, 0.001);
  const step = WIDTH / Math.max(1, bins.length);
  pen.clearRect(0, 0, WIDTH, HEIGHT);
  for (const [index, share] of bins.entries()) {
    // By its root, so that one wall of an even colour does not press all else to the ground.
    const high = Math.sqrt(share / highest) * HEIGHT;
    pen.fillStyle = index === 0 || index === bins.length - 1 ? '#c9483b' : '#125c41';
    pen.fillRect(index * step, HEIGHT - high, Math.max(1, step - 1), high);
  }
}

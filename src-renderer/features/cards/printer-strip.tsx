import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { useStatus } from '../status/status-store.ts';
import classes from './printer-strip.module.css';

/** The printer, how many cards its ribbon still prints, and how many blanks the centre has. */
export function PrinterStrip() {
  const { t, language } = useText();
  const status = useStatus((state) => state.status);
  if (status === null) return null;
  const { printer, stock } = status;
  const ltr = (count: number) => isolate(String(count), language);
  return (
    <div role="status" className={classes['strip']} data-tone={toneOf(printer)}>
      <strong>
        {t('status.printer')}: {t(`status.printerCondition.${printer.condition}`)}
      </strong>
      {printer.model !== null && <bdi>{printer.model}</bdi>}
      {printer.cardsLeft !== null && <span>{t('cards.ribbonLeft', { left: ltr(printer.cardsLeft) })}</span>}
      <span data-tone={stock.band}>{t('cards.blanksLeft', { left: ltr(stock.blanks) })}</span>
      {printer.fault !== null && (
        <span className={classes['fault']}>
          <strong>{t(`error.${printer.fault}.cause`)}</strong> {t(`error.${printer.fault}.action`)}
        </span>
      )}
    </div>
  );
}

function toneOf({ condition }: CounterStatus['printer']): 'ok' | 'busy' | 'stop' {
  if (condition === 'printing') return 'busy';
  return condition === 'ready' ? 'ok' : 'stop';
}

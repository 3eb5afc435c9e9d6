import type { StockDay } from '../../../src-shared/contract/counter/stock.ts';
import { formatCount, formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './stock-sum.module.css';

const parts = [
  { name: 'opening', sign: '' },
  { name: 'received', sign: '+' },
  { name: 'printed', sign: '−' },
  { name: 'spoiled', sign: '−' },
  { name: 'closing', sign: '=' },
] as const;

/** The day as the sum that has to come out right at its end. */
export function StockSum({ stock }: { stock: StockDay }) {
  const { t } = useText();
  return (
    <section aria-label={t('stock.sum')} className={classes['day']}>
      <h2>
        {t('stock.sum')} <Ltr>{formatDay(stock.day)}</Ltr>
      </h2>
      <dl className={classes['sum']}>
        {parts.map(({ name, sign }) => (
          <div key={name} data-result={name === 'closing'}>
            <dt>{t(`stock.${name}`)}</dt>
            <dd>
              {sign !== '' && <span aria-hidden>{sign}</span>}
              <Ltr>{formatCount(stock[name])}</Ltr>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

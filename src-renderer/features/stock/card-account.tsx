import type { CardAccount as Account, CardFigures } from '../../../src-shared/contract/counter/stock.ts';
import { formatCount, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { FigureTable } from '../reports/figure-table.tsx';

const columns = ['good', 'spoiled', 'service', 'open', 'unexplained'] as const satisfies readonly (keyof CardFigures)[];

/** The printers' own counters against jobs and stock, today. */
export function CardAccount({ account }: { account: Account }) {
  const { t, language } = useText();
  return (
    <FigureTable
      title={t('stock.account')}
      columns={[
        t('stock.printer'),
        t('stock.counter'),
        ...columns.map((column) => (column === 'spoiled' ? t('stock.spoiled') : t(`stock.cards.${column}`))),
      ]}
      nil={t('stock.noPrinters')}
      note={
        account.difference === 0
          ? t('stock.fits')
          : t('stock.differs', { difference: isolate(formatCount(account.difference), language) })
      }
      rows={account.printers.map((printer) => ({
        key: printer.serial,
        cells: [
          <Ltr key="name">{printer.serial}</Ltr>,
          printer.counted === null ? '–' : <Ltr key="counter">{counterOf(printer.countedFrom, printer.counted)}</Ltr>,
          ...columns.map((column) => <Ltr key={column}>{formatCount(printer[column])}</Ltr>),
        ],
      }))}
    />
  );
}

function counterOf(from: number | null, to: number): string {
  return from === null || from === to ? formatCount(to) : `${formatCount(from)} → ${formatCount(to)}`;
}

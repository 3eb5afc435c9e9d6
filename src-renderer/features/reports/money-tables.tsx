import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { formatAmount, formatCount } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { FigureTable } from './figure-table.tsx';

/** Fees by way of payment, to compare with the drawer, and by head, to pay in. */
export function MoneyTables({ money }: { money: DayReport['money'] }) {
  const { t, language } = useText();
  const rupees = (paisa: number) => <Ltr key="amount">{formatAmount(paisa)}</Ltr>;
  const total = {
    key: 'total',
    cells: [t('paper.total'), <Ltr key="n">{formatCount(money.receipts)}</Ltr>, rupees(money.total)],
  };
  return (
    <>
      <FigureTable
        title={t('paper.report.method')}
        columns={[t('paper.report.methodName'), t('paper.report.receipts'), t('paper.amount')]}
        rows={[
          ...money.byMethod.map((line) => ({
            key: line.method,
            cells: [t(`method.${line.method}`), <Ltr key="n">{formatCount(line.receipts)}</Ltr>, rupees(line.amount)],
          })),
          total,
        ]}
        nil={t('paper.nil')}
      />
      <FigureTable
        title={t('paper.report.head')}
        columns={[t('paper.report.headName'), t('paper.amount')]}
        rows={[
          ...money.byHead.map(({ code, category, label, amount }) => ({
            key: `${code} ${category ?? ''}`,
            cells: [label[language], rupees(amount)],
          })),
          { key: 'total', cells: [t('paper.total'), rupees(money.total)] },
        ]}
        nil={t('paper.nil')}
      />
    </>
  );
}

import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { formatAmount, formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { RecordTable } from './record-table.tsx';
import { WhenWho } from './when-who.tsx';

/** Fees with their receipts, also those that went back, and the papers that were given out. */
export function MoneyLines({ record }: { record: PersonRecord }) {
  const { t } = useText();
  return (
    <>
      <RecordTable
        title={t('register.view.money')}
        empty={t('register.empty.money')}
        rows={record.payments}
        keyOf={({ receiptNumber, returned }) => `${receiptNumber} ${returned?.at ?? ''}`}
        columns={[
          { head: t('register.column.receipt'), render: ({ receiptNumber }) => <Ltr>{receiptNumber}</Ltr> },
          { head: t('register.column.amount'), render: ({ total }) => <Ltr>{formatAmount(total)}</Ltr> },
          {
            head: t('register.column.taken'),
            render: ({ takenAt, takenBy }) =>
              takenAt !== null && <Ltr>{`${formatMoment(takenAt)} ${takenBy ?? ''}`}</Ltr>,
          },
          {
            head: t('register.column.returned'),
            render: ({ returned }) =>
              returned !== null && (
                <>
                  <Ltr>{`${formatMoment(returned.at)} ${returned.by}`}</Ltr> <bdi>{returned.reason}</bdi>
                </>
              ),
          },
        ]}
      />
      <RecordTable
        title={t('register.column.printed')}
        empty={t('register.empty.papers')}
        rows={record.papers}
        keyOf={({ entry }) => entry}
        columns={[
          { head: t('register.column.paper'), render: ({ paper }) => t(`register.paper.${paper}`) },
          { head: t('register.number'), render: ({ licenceNumber }) => <Ltr>{licenceNumber ?? ''}</Ltr> },
          { head: t('register.reason'), render: ({ reason }) => <bdi>{reason}</bdi> },
          { head: t('register.column.when'), render: (line) => <WhenWho {...line} /> },
        ]}
      />
    </>
  );
}

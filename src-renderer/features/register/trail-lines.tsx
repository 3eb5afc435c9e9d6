import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { RecordTable } from './record-table.tsx';

/** What was done by whom, newest first. */
export function TrailLines({ record }: { record: PersonRecord }) {
  const { t } = useText();
  return (
    <RecordTable
      title={t('register.view.trail')}
      empty={t('register.empty.trail')}
      rows={record.trail}
      keyOf={({ entry, type }) => `${entry} ${type}`}
      columns={[
        { head: t('register.column.when'), render: ({ at }) => <Ltr>{formatMoment(at)}</Ltr> },
        { head: t('register.column.act'), render: ({ type }) => t(`entryType.${type}` as TextKey) },
        { head: t('register.column.about'), render: ({ about }) => <bdi>{about}</bdi> },
        { head: t('register.column.who'), render: ({ by }) => <Ltr>{by}</Ltr> },
        { head: t('register.column.counter'), render: ({ stream }) => <Ltr>{stream}</Ltr> },
      ]}
    />
  );
}

import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { RecordTable } from './record-table.tsx';
import { WhenWho } from './when-who.tsx';

/** Every application, with what it ended in. */
export function ApplicationLines({ record }: { record: PersonRecord }) {
  const { t, language } = useText();
  return (
    <RecordTable
      title={t('register.view.work')}
      empty={t('register.empty.work')}
      rows={record.applications}
      keyOf={({ id }) => id}
      columns={[
        { head: t('register.column.service'), render: ({ title }) => title[language] },
        { head: t('register.column.stage'), render: ({ stage }) => t(`stage.${stage}`) },
        {
          head: t('register.categories'),
          render: ({ categories }) => categories.map((each) => t(`category.${each}`)).join(' · '),
        },
        { head: t('register.number'), render: ({ licenceNumber }) => <Ltr>{licenceNumber ?? ''}</Ltr> },
        { head: t('register.column.opened'), render: (line) => <WhenWho {...line} /> },
      ]}
    />
  );
}

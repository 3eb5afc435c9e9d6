import type { PersonRecord, TestView } from '../../../src-shared/contract/counter/register.ts';
import { formatDay, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { RecordTable } from './record-table.tsx';
import { WhenWho } from './when-who.tsx';

/** Every test, one line a category, and from when a failed one may be tried again. */
export function TestLines({ record }: { record: PersonRecord }) {
  const { t, language } = useText();

  function score({ outcome, right, asked }: TestView): string {
    const how = t(`register.outcome.${outcome}`);
    if (right === null || asked === null) return how;
    const of = { right: isolate(String(right), language), asked: isolate(String(asked), language) };
    return `${how} (${t('register.score', of)})`;
  }

  return (
    <RecordTable
      title={t('register.view.tests')}
      empty={t('register.empty.tests')}
      rows={record.tests}
      keyOf={({ entry, category }) => `${entry} ${category ?? ''}`}
      columns={[
        {
          head: t('register.column.test'),
          render: ({ test, category }) =>
            category === null
              ? t(`register.test.${test}`)
              : `${t(`register.test.${test}`)} · ${t(`category.${category}`)}`,
        },
        { head: t('register.column.result'), render: (line) => <strong>{score(line)}</strong> },
        { head: t('register.column.day'), render: ({ day }) => <Ltr>{formatDay(day)}</Ltr> },
        {
          head: t('register.column.retry'),
          render: ({ retryFrom }) => retryFrom !== null && <Ltr>{formatDay(retryFrom)}</Ltr>,
        },
        { head: t('register.column.vehicle'), render: ({ vehicle }) => <bdi>{vehicle}</bdi> },
        { head: t('register.column.note'), render: ({ note }) => <bdi>{note}</bdi> },
        { head: t('register.column.who'), render: (line) => <WhenWho {...line} /> },
      ]}
    />
  );
}

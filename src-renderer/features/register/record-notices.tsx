import type { ConflictView, PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';

/** What must be seen before anything else: a bar, and what central could not apply. */
export function RecordNotices({ record }: { record: PersonRecord }) {
  const { t } = useText();
  const { bar } = record;
  return (
    <>
      {bar?.inForce === true && (
        <Notice tone="stop" title={t('register.barred')}>
          <span>
            {bar.until === null ? t('register.barredOpen') : t('register.barredUntil', { until: bar.until })} ·{' '}
            <bdi>{bar.reason}</bdi> · <bdi>{bar.reference}</bdi>
          </span>
        </Notice>
      )}
      {bar !== null && !bar.inForce && bar.until !== null && (
        <Notice tone="calm" title={t('register.barOver', { until: bar.until })} />
      )}
      {record.conflicts.map((conflict) => (
        <Conflict key={conflict.entryId} conflict={conflict} />
      ))}
    </>
  );
}

function Conflict({ conflict: { type, code, stream, openedAt } }: { conflict: ConflictView }) {
  const { t } = useText();
  return (
    <Notice tone="stop" title={t('register.conflict', { what: t(`entryType.${type}` as TextKey) })}>
      <span>{t(`error.${code}.cause`)}</span>
      <span>{t('register.conflictWhere', { stream, at: openedAt })}</span>
    </Notice>
  );
}

import type { StatusAge } from '../../../src-shared/contract/counter/verify.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { ageOf } from '../../shell/age.ts';
import { useText } from '../../text/use-text.ts';
import { useNews } from '../status/use-news.ts';
import classes from './status-list-age.module.css';

/** How old the list is by which cards are judged here; of the last check where there was one. */
export function StatusListAge({ last }: { last: StatusAge | null }) {
  const { t } = useText();
  const { data, reload } = useLoad('status list', async () => core.verify.status());
  useNews(reload);
  const status = data ?? last;
  if (status === null) return null;
  const { asOf, age, old } = status;
  return (
    <div role="status" className={classes['age']} data-old={old}>
      <span>
        {t('verify.statusList')}:{' '}
        <strong>{asOf === null ? t('verify.statusNever') : t('verify.statusAsOf', { at: asOf })}</strong>
        {age !== null && ` (${lengthOf(age)})`}
      </span>
      {old && <span>{t(asOf === null ? 'verify.statusMissing' : 'verify.statusOld')}</span>}
    </div>
  );

  function lengthOf(seconds: number): string {
    const { n, unit } = ageOf(new Date(0).toISOString(), new Date(seconds * 1000).toISOString());
    return t(`status.age.${unit}`, { n });
  }
}

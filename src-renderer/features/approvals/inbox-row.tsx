import type { ApplicationSummary } from '../../../src-shared/contract/counter/views.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { FromCounter } from '../claims/from-counter.tsx';
import { ageOf } from '../../shell/age.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { useNow } from '../../ui/use-now.ts';
import classes from './inbox-row.module.css';

interface InboxItem {
  readonly application: ApplicationSummary;
  readonly barred: ErrorCode | null;
}

/** One waiting application: who, what for, how long; and whether this supervisor may decide. */
export function InboxRow({ item }: { item: InboxItem }) {
  const { t, pick, language } = useText();
  const { application, barred } = item;
  const age = ageOf(application.updatedAt, useNow());
  const waiting = t(`status.age.${age.unit}`, { n: isolate(String(age.n), language) });
  return (
    <span className={classes['row']} data-barred={barred !== null}>
      <strong>{pick(application)}</strong>
      <span className={classes['age']}>{t('approvals.waiting', { age: waiting })}</span>
      <Ltr>{formatCnic(application.cnic)}</Ltr>
      <span className={classes['what']}>
        <b>{application.title[language]}</b> {application.categories.map((each) => t(`category.${each}`)).join(' · ')}
      </span>
      <FromCounter stream={application.stream} />
      {barred !== null && <span className={classes['barred']}>{t('approvals.barred')}</span>}
    </span>
  );
}

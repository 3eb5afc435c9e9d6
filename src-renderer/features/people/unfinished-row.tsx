import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { FromCounter } from '../claims/from-counter.tsx';
import type { Unfinished } from './unfinished.ts';
import classes from './unfinished-row.module.css';

export function UnfinishedRow({ item }: { item: Unfinished }) {
  const { t, pick, language } = useText();
  const { application } = item;
  const name = pick(item) || item.nameEn || item.nameUr;
  return (
    <span className={classes['row']}>
      <Ltr>{formatCnic(item.cnic)}</Ltr>
      <strong>{name === '' ? t('people.unnamed') : name}</strong>
      <span>
        {application !== null && <b>{application.title[language]} · </b>}
        {whatNext()} {application !== null && <FromCounter stream={application.stream} />}
      </span>
      <Ltr>{formatMoment(item.updatedAt)}</Ltr>
    </span>
  );

  function whatNext(): string {
    if (application === null) return t('people.draft');
    if (application.returnReason === null || application.stage !== 'returned') {
      return t('people.nextStep', { step: t(`step.${application.step}`) });
    }
    const reason = t(`returnReason.${application.returnReason}`);
    const note = application.returnNote ?? '';
    return note === '' ? reason : `${reason}: ${note}`;
  }
}

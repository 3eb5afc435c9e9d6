import type { ApplicationSummary } from '../../../src-shared/contract/counter/views.ts';
import type { Day } from '../../../src-shared/ids.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './waiting-row.module.css';

/** Who waits for a test, for what, and from which day where it is not today. */
export function WaitingRow({ application, retryFrom }: { application: ApplicationSummary; retryFrom: Day | null }) {
  const { t, pick, language } = useText();
  return (
    <span className={classes['row']}>
      <strong>{pick(application)}</strong>
      <Ltr>{formatCnic(application.cnic)}</Ltr>
      <span className={classes['what']}>
        {application.title[language]} · {application.categories.map((each) => t(`category.${each}`)).join(' · ')}
      </span>
      {retryFrom !== null && <span className={classes['later']}>{t('signTest.retryFrom', { from: retryFrom })}</span>}
    </span>
  );
}

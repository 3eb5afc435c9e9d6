import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { WhyPerson } from '../exceptions/why-person.tsx';
import { LicenceTag } from '../licences/licence-tag.tsx';
import classes from './decided-notice.module.css';

/** What the last decision did: the number of the licence issued, or why it went back. */
export function DecidedNotice({ application }: { application: ApplicationView }) {
  const { t, pick } = useText();
  const name = pick(application);
  const reason = application.returnReason === null ? '' : t(`returnReason.${application.returnReason}`);
  return (
    <div role="status" className={classes['decided']}>
      {application.licence === null ? (
        <strong>{t('approvals.returned', { name, reason })}</strong>
      ) : (
        <>
          <strong>{t('approvals.approved', { name })}</strong>
          <LicenceTag licence={application.licence} />
          <WhyPerson cnic={application.cnic} />
        </>
      )}
    </div>
  );
}

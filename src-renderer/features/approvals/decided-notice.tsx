import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { LicenceTag } from '../licences/licence-tag.tsx';

/** What the last decision did: the number of the licence issued, or why it went back. */
export function DecidedNotice({ application }: { application: ApplicationView }) {
  const { t, pick } = useText();
  const name = pick(application);
  if (application.licence !== null) {
    return (
      <Notice tone="calm" title={t('approvals.approved', { name })}>
        <LicenceTag licence={application.licence} />
      </Notice>
    );
  }
  const reason = application.returnReason === null ? '' : t(`returnReason.${application.returnReason}`);
  return <Notice tone="calm" title={t('approvals.returned', { name, reason })} />;
}

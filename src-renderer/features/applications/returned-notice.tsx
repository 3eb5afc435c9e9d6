import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';

export function ReturnedNotice({ application }: { application: ApplicationView }) {
  const { t } = useText();
  const { returnReason, returnNote } = application;
  if (returnReason === null) return null;
  return (
    <Notice tone="warn" title={t('applications.returnedTitle', { reason: t(`returnReason.${returnReason}`) })}>
      {returnNote !== null && returnNote !== '' && <span dir="auto">{returnNote}</span>}
    </Notice>
  );
}

import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { core } from '../../core/core-client.ts';
import { PaperKey } from '../permits/paper-key.tsx';
import { Notice } from '../../ui/notice.tsx';

export function ReturnedNotice({ application }: { application: ApplicationView }) {
  const { t, language } = useText();
  const { id: applicationId, returnReason, returnNote } = application;
  if (returnReason === null) return null;
  return (
    <Notice tone="warn" title={t('applications.returnedTitle', { reason: t(`returnReason.${returnReason}`) })}>
      {returnNote !== null && returnNote !== '' && <span dir="auto">{returnNote}</span>}
      <PaperKey
        label="permits.returnLetter"
        keys="Ctrl+Shift+P"
        print={(reason) => core.permits.returnLetter({ applicationId, reason, language })}
      />
    </Notice>
  );
}

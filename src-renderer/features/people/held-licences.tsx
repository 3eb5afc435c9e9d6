import type { LicenceView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { LicenceLine } from '../applications/licence-line.tsx';

/** What the person holds already. */
export function HeldLicences({ licences }: { licences: readonly LicenceView[] }) {
  const { t } = useText();
  if (licences.length === 0) return null;
  return (
    <Notice tone="calm" title={t('people.licencesHeld')}>
      {licences.map((licence) => (
        <LicenceLine key={licence.number} licence={licence} />
      ))}
    </Notice>
  );
}

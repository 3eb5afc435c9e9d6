import type { LicenceView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { LicenceLine } from '../applications/licence-line.tsx';
import { useToday } from '../status/use-today.ts';

/** What the person holds already; a valid licence bars a new one, and the operator learns it first. */
export function HeldLicences({ licences, mayApply = true }: { licences: readonly LicenceView[]; mayApply?: boolean }) {
  const { t } = useText();
  const today = useToday();
  if (licences.length === 0) return null;
  const barred = mayApply && licences.some((licence) => licence.validUntil >= today);
  return (
    <Notice
      tone={barred ? 'stop' : 'calm'}
      title={t(barred ? 'error.application.holdsLicence.cause' : 'people.licencesHeld')}
    >
      {barred && <span>{t('error.application.holdsLicence.action')}</span>}
      {licences.map((licence) => (
        <LicenceLine key={licence.number} licence={licence} />
      ))}
    </Notice>
  );
}

import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { WhyPerson } from '../exceptions/why-person.tsx';
import { discardDraft } from '../drafts/draft-store.ts';
import { LicenceLine } from './licence-line.tsx';

/** The operator's part is over; one key leads to the next person in the queue. */
export function DonePage({ application }: { application: ApplicationView }) {
  const { t, pick } = useText();
  const go = useNavigation((state) => state.go);
  const { cnic } = application;

  useEffect(() => {
    // What was typed for it is recorded now; a leftover is harmless and goes with the next visit.
    discardDraft(cnic).catch(() => undefined);
  }, [cnic]);

  return (
    <Sheet title={application.stage === 'submitted' ? t('applications.doneTitle') : t(`stage.${application.stage}`)}>
      {application.stage === 'submitted' && (
        <Notice tone="calm" title={t('applications.doneLead', { name: pick(application) })} />
      )}
      {application.licence !== null && <LicenceLine licence={application.licence} />}
      <div>
        <WhyPerson cnic={cnic} />
      </div>
      <div>
        <Button size="lg" autoFocus onClick={() => go({ place: 'people' })}>
          {t('applications.nextApplicant')}
        </Button>
      </div>
    </Sheet>
  );
}

import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CardHere } from '../cards/card-here.tsx';
import { discardDraft } from '../drafts/draft-store.ts';
import { WhyPerson } from '../exceptions/why-person.tsx';
import { PaperHere } from '../permits/paper-here.tsx';
import classes from './done-page.module.css';
import { LicenceLine } from './licence-line.tsx';

/** The operator's part is over, or only the print is left; one key leads to the next person in the queue. */
export function DonePage({ application }: { application: ApplicationView }) {
  const { t, pick, language } = useText();
  const go = useNavigation((state) => state.go);
  const next = useRef<HTMLButtonElement>(null);
  const { cnic, stage, licence, serviceRules } = application;
  const issued = stage === 'approved' && licence !== null;
  const paper = serviceRules.prints.some((print) => print !== 'card');

  useEffect(() => {
    // What was typed for it is recorded now; a leftover is harmless and goes with the next visit.
    discardDraft(cnic).catch(() => undefined);
  }, [cnic]);

  return (
    <Sheet
      title={
        stage === 'submitted'
          ? t('applications.doneTitle')
          : issued
            ? serviceRules.messages.done[language]
            : t(`stage.${stage}`)
      }
    >
      {stage === 'submitted' && <Notice tone="calm" title={t('applications.doneLead', { name: pick(application) })} />}
      {licence !== null && <LicenceLine licence={licence} />}
      {issued && paper && <PaperHere application={application} onPrinted={() => next.current?.focus()} />}
      {issued && serviceRules.prints.includes('card') && (
        <div className={classes['card']}>
          <CardHere licenceNumber={licence.number} onHandedOver={() => next.current?.focus()} />
        </div>
      )}
      <div className={classes['keys']}>
        <Button
          ref={next}
          size="lg"
          variant={issued ? 'default' : 'filled'}
          autoFocus={!issued}
          onClick={() => go({ place: 'people' })}
        >
          {t('applications.nextApplicant')}
        </Button>
        <WhyPerson cnic={cnic} />
      </div>
    </Sheet>
  );
}

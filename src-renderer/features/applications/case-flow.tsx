import { useState } from 'react';
import type { Step } from '../../../src-shared/contract/counter/views.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { ClaimBanner } from '../claims/claim-banner.tsx';
import { HeldWork } from '../claims/held-work.tsx';
import { useClaim } from '../claims/use-claim.ts';
import { draftedField, typeInto, useDraft } from '../drafts/draft-store.ts';
import { SavedNote } from '../drafts/saved-note.tsx';
import { WhyPerson } from '../exceptions/why-person.tsx';
import { AgeBadge } from '../people/age-badge.tsx';
import { CaseMenu } from './case-menu.tsx';
import classes from './case-flow.module.css';
import { ExpressBody } from './express-body.tsx';
import { isOpen, stepAfter, stepBefore, stepToOpen } from './progress.ts';
import { ReturnedNotice } from './returned-notice.tsx';
import type { CaseWork, StepProps } from './step-props.ts';
import { StepRail } from './step-rail.tsx';
import { StepView } from './step-view.tsx';

interface CaseFlowProps {
  readonly work: CaseWork;
  readonly onChange: (change: Partial<CaseWork>) => void;
  /** A centre mate has let the case go: what they did is to be read. */
  readonly onFreed: () => void;
}

/** The steps of one person's service, with the name, the CNIC and what it is about always above them. */
export function CaseFlow({ work, onChange, onFreed }: CaseFlowProps) {
  const { pick, language } = useText();
  const [step, setStep] = useState<Step>(() => stepToOpen(work, draftedField('step')));
  const names = useDraft((state) => state.fields);
  const { found, application } = work;
  const claim = useClaim(found.cnic, onFreed);
  const held = claim?.state === 'mate';
  const { express } = work.service;
  const nameEn = names['nameEn'] ?? found.person?.nameEn ?? '';
  const nameUr = names['nameUr'] ?? found.person?.nameUr ?? '';
  const name = pick({ nameEn: nameEn || nameUr, nameUr: nameUr || nameEn });

  function go(next: Step): void {
    setStep(next);
    typeInto('step', next);
  }

  const previous = stepBefore(step, work);
  useShortcut({ keys: 'Alt+ArrowUp', label: 'shortcut.previousStep', where: 'here' }, () => {
    if (previous !== undefined && isOpen(previous, work)) go(previous);
  });

  const props: StepProps = {
    work,
    onFound: (now) => onChange({ found: now }),
    onApplication: (now) => onChange({ application: now }),
    // What was returned is mended in one place; everything else is there already.
    onDone: () => go(application?.stage === 'returned' ? application.step : stepAfter(step, work)),
    onGo: go,
  };

  return (
    <section className={classes['flow']}>
      <header className={classes['head']}>
        <h1>
          <Ltr>{formatCnic(found.cnic)}</Ltr>
          {name !== '' && <span>{name}</span>}
          <span className={classes['service']}>{work.service.title[language]}</span>
        </h1>
        <div className={classes['notes']}>
          <AgeBadge source={found.source} />
          <SavedNote />
        </div>
        <WhyPerson cnic={found.cnic} brief />
        <CaseMenu work={work} held={held} />
      </header>
      {!express && <StepRail work={work} current={step} onGo={go} />}
      {application?.stage === 'returned' && <ReturnedNotice application={application} />}
      <ClaimBanner claim={claim} />
      <HeldWork held={held}>
        {express ? <ExpressBody step={step} {...props} /> : <StepView key={step} step={step} {...props} />}
      </HeldWork>
    </section>
  );
}

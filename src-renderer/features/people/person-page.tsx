import { Button } from '@mantine/core';
import type { PersonFound } from '../../../src-shared/contract/counter/people.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { EmptyList } from '../../ui/empty-list.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { PersonFacts } from '../approvals/person-facts.tsx';
import { WhyPerson } from '../exceptions/why-person.tsx';
import { AgeBadge } from './age-badge.tsx';
import { HeldLicences } from './held-licences.tsx';
import classes from './person-page.module.css';
import { useLookUp } from './use-look-up.ts';

/** What is known of a person, to look at: for those who decide and take no applications. */
export function PersonPage() {
  const route = useNavigation((state) => state.route);
  const cnic = route.place === 'person' ? route.cnic : undefined;
  return cnic === undefined ? null : <Known key={cnic} cnic={cnic} />;
}

function Known({ cnic }: { cnic: Cnic }) {
  const { t } = useText();
  const person = useLoad(`person ${cnic}`, async () => core.people.find({ cnic }));
  useLookUp(cnic, person.replace);
  if (person.data === null) return <ProblemNotice problem={person.problem} />;
  const { data } = person;
  return (
    <Sheet title={t('people.personTitle')} aside={<AgeBadge source={data.source} />}>
      {data.person === null ? (
        <>
          <Ltr>{formatCnic(cnic)}</Ltr>
          <EmptyList title={t('people.nobodyKnown')} lead={t('people.nobodyKnownLead')} />
        </>
      ) : (
        <div className={classes['person']}>
          <PersonFacts person={data.person} />
        </div>
      )}
      <HeldLicences licences={data.licences} />
      <Application found={data} />
      <div>
        <WhyPerson cnic={cnic} />
      </div>
    </Sheet>
  );
}

function Application({ found: { openApplication } }: { found: PersonFound }) {
  const { t } = useText();
  const go = useNavigation((state) => state.go);
  if (openApplication === null) return null;
  const { id, stage, categories } = openApplication;
  return (
    <section className={classes['application']}>
      <h2>{t(`stage.${stage}`)}</h2>
      <span>{categories.map((each) => t(`category.${each}`)).join(' · ')}</span>
      {stage === 'submitted' && (
        <Button variant="default" onClick={() => go({ place: 'approvals', applicationId: id })}>
          {t('people.toApproval')}
        </Button>
      )}
    </section>
  );
}

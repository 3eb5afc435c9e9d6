import { Button } from '@mantine/core';
import type { PersonFound } from '../../../src-shared/contract/counter/people.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { LicenceLine } from '../applications/licence-line.tsx';
import { WhyPerson } from '../exceptions/why-person.tsx';
import { AgeBadge } from '../people/age-badge.tsx';
import classes from './person-head.module.css';

/** Who it is, what they hold, and how old that knowledge is. */
export function PersonHead({ found }: { found: PersonFound }) {
  const { t, pick } = useText();
  const go = useNavigation((state) => state.go);
  const { person, licences } = found;
  return (
    <header className={classes['head']}>
      <h2>
        <Ltr>{formatCnic(found.cnic)}</Ltr>
        <span>{person === null ? t('services.unknownPerson') : pick(person)}</span>
        {person !== null && <Ltr>{formatDay(person.birthDate)}</Ltr>}
      </h2>
      <AgeBadge source={found.source} />
      <WhyPerson cnic={found.cnic} brief />
      <KeyButton label="register.open" keys="F6" onPress={() => go({ place: 'person', cnic: found.cnic })} />
      <Button variant="default" size="compact-md" onClick={() => go({ place: 'people' })}>
        {t('applications.leave')}
      </Button>
      {licences.length > 0 && (
        <ul>
          {licences.map((licence) => (
            <li key={licence.number}>
              <LicenceLine licence={licence} />
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}

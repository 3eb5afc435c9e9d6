import { dayOf, yearsBetween } from '../../../src-shared/licensing/calendar.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { useNow } from '../../ui/use-now.ts';
import classes from './person-facts.module.css';

/** A person as the card will name them: both scripts, whatever the language of the screen. */
export function PersonFacts({ person }: { person: PersonData }) {
  const { t } = useText();
  const age = yearsBetween(person.birthDate, dayOf(useNow()));
  return (
    <div className={classes['person']}>
      <Scripts english={person.nameEn} urdu={person.nameUr} main />
      <div>
        <div className={classes['label']}>{t('approvals.father')}</div>
        <Scripts english={person.fatherEn} urdu={person.fatherUr} />
      </div>
      <Facts>
        <Fact label={t('people.cnic')}>
          <Ltr>{formatCnic(person.cnic)}</Ltr>
        </Fact>
        <Fact label={t('approvals.birthAndAge')}>
          <Ltr>{`${formatDay(person.birthDate)} (${age})`}</Ltr>
        </Fact>
        <Fact label={t('people.field.gender')}>{t(`gender.${person.gender}`)}</Fact>
        <Fact label={t('people.field.bloodGroup')}>
          {person.bloodGroup === null ? t('people.unknownBlood') : <Ltr>{person.bloodGroup}</Ltr>}
        </Fact>
        <Fact label={t('people.field.phone')}>
          <Ltr>{person.phone}</Ltr>
        </Fact>
        <Fact label={t('people.field.address')}>
          <bdi>{person.address}</bdi>
        </Fact>
      </Facts>
    </div>
  );
}

function Scripts({ english, urdu, main = false }: { english: string; urdu: string; main?: boolean }) {
  return (
    <div className={classes['scripts']} data-main={main}>
      <span lang="en" dir="ltr">
        {english}
      </span>
      <span lang="ur" dir="rtl">
        {urdu}
      </span>
    </div>
  );
}

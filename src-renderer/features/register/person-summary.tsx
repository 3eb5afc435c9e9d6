import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { dayOf, yearsBetween } from '../../../src-shared/licensing/calendar.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Portrait } from '../licences/portrait.tsx';
import classes from './person-summary.module.css';

/** Who it is, in one strip over the page: the newest photo and the data as the card names them. */
export function PersonSummary({ record: { cnic, person, photos } }: { record: PersonRecord }) {
  const { t, pick } = useText();
  const today = dayOf(useNow());
  if (person === null) return <Ltr>{formatCnic(cnic)}</Ltr>;
  return (
    <section aria-label={t('people.personTitle')} className={classes['summary']}>
      <div className={classes['photo']}>
        <Portrait sha256={photos[0]?.sha256 ?? null} name={pick(person)} />
      </div>
      <div className={classes['names']}>
        <strong lang="en" dir="ltr">
          {person.nameEn}
        </strong>
        <strong lang="ur" dir="rtl">
          {person.nameUr}
        </strong>
        <span lang="en" dir="ltr">
          {person.fatherEn}
        </span>
        <span lang="ur" dir="rtl">
          {person.fatherUr}
        </span>
      </div>
      <Facts>
        <Fact label={t('people.cnic')}>
          <Ltr>{formatCnic(cnic)}</Ltr>
        </Fact>
        <Fact label={t('approvals.birthAndAge')}>
          <Ltr>{`${formatDay(person.birthDate)} (${yearsBetween(person.birthDate, today)})`}</Ltr>
        </Fact>
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
    </section>
  );
}

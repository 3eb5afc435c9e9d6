import { Button, NativeSelect } from '@mantine/core';
import { SampleVisit } from '../../../src-shared/contract/counter/practice.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { usePractice } from './practice-store.ts';
import classes from './sample-applicant.module.css';

/** The person before the practice camera and what their papers say. */
export function SampleApplicant({
  onSeat,
  onHandOver,
}: {
  onSeat: (visit: SampleVisit) => void;
  onHandOver: () => void;
}) {
  const { t } = useText();
  const { papers, takers, visit } = usePractice();
  return (
    <section aria-label={t('practice.applicant')} className={classes['applicant']}>
      {papers === null ? (
        <p>{t('practice.noApplicant')}</p>
      ) : (
        <>
          <div className={classes['names']}>
            <strong lang="en" dir="ltr">
              {papers.nameEn}
            </strong>
            <strong lang="ur" dir="rtl">
              {papers.nameUr}
            </strong>
            <span lang="en" dir="ltr">
              {papers.fatherEn}
            </span>
            <span lang="ur" dir="rtl">
              {papers.fatherUr}
            </span>
          </div>
          <Facts>
            <Fact label={t('people.cnic')}>
              <Ltr>{formatCnic(papers.cnic)}</Ltr>
            </Fact>
            <Fact label={t('people.field.birthDate')}>
              <Ltr>{formatDay(papers.birthDate)}</Ltr>
            </Fact>
            <Fact label={t('people.field.phone')}>
              <Ltr>{papers.phone}</Ltr>
            </Fact>
            <Fact label={t('people.field.bloodGroup')}>
              {papers.bloodGroup === null ? t('people.unknownBlood') : <Ltr>{papers.bloodGroup}</Ltr>}
            </Fact>
            <Fact label={t('people.field.address')} full>
              <bdi>{papers.address}</bdi>
            </Fact>
          </Facts>
        </>
      )}
      <NativeSelect
        label={t('practice.visit.label')}
        value={visit}
        data={SampleVisit.options.map((value) => ({ value, label: t(`practice.visit.${value}`) }))}
        onChange={(event) => usePractice.setState({ visit: SampleVisit.parse(event.currentTarget.value) })}
      />
      <div className={classes['keys']}>
        <Button data-autofocus data-digit={1} onClick={() => onSeat(visit)} rightSection={<kbd>1</kbd>}>
          {t('practice.nextApplicant')}
        </Button>
        <Button
          variant="default"
          data-digit={2}
          disabled={papers === null || takers === 0}
          onClick={onHandOver}
          rightSection={<kbd>2</kbd>}
        >
          {t('practice.fill')}
        </Button>
      </div>
      {papers !== null && takers === 0 && <p>{t('practice.notHere')}</p>}
    </section>
  );
}

import type { ReactNode } from 'react';
import type { ApplicationView, Step } from '../../../src-shared/contract/counter/views.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatDay, formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { StoredPhoto } from '../studio/picture.tsx';
import { answeredFields } from './answered-fields.ts';
import classes from './proof-page.module.css';

interface ProofPageProps {
  readonly application: ApplicationView;
  /** Without it the page is read-only. */
  readonly onGo?: (step: Step) => void;
}

/** All data of an application, large, names in both scripts, with the photo: for the applicant and the supervisor. */
export function ProofPage({ application, onGo }: ProofPageProps) {
  const { t, pick, language } = useText();
  const { person, photo } = application;
  return (
    <div className={classes['page']}>
      <div className={classes['photo']}>
        {photo !== null && <StoredPhoto sha256={photo} label={t('studio.accepted', { name: pick(person) })} />}
        <ChangeButton step="photo" onGo={onGo} />
      </div>
      <div>
        <Part step="person" onGo={onGo}>
          <Both label={t('till.name')} en={person.nameEn} ur={person.nameUr} />
          <Both label={t('people.father')} en={person.fatherEn} ur={person.fatherUr} />
          <Line label={t('people.cnic')}>
            <Ltr>{formatCnic(person.cnic)}</Ltr>
          </Line>
          <Line label={t('people.field.birthDate')}>
            <Ltr>{formatDay(person.birthDate)}</Ltr>
          </Line>
          <Line label={t('people.field.gender')}>{t(`gender.${person.gender}`)}</Line>
          <Line label={t('people.field.bloodGroup')}>
            {person.bloodGroup === null ? t('people.unknownBlood') : <Ltr>{person.bloodGroup}</Ltr>}
          </Line>
          <Line label={t('people.field.phone')}>
            <Ltr>{person.phone}</Ltr>
          </Line>
          <Line wide label={t('people.field.address')}>
            <span dir="auto">{person.address}</span>
          </Line>
        </Part>
        <Part step="licence" onGo={onGo}>
          <Line wide label={t('step.licence')}>
            {application.title[language]}
          </Line>
          {application.categories.length > 0 && (
            <Line wide label={t('applications.categories')}>
              {application.categories.map((category) => t(`category.${category}`)).join(' · ')}
            </Line>
          )}
          {application.document !== null && (
            <Line label={t('applications.oldDocument')}>
              <Ltr>{application.document.number}</Ltr>
            </Line>
          )}
          {application.serviceRules.years !== null && <Line label={t('applications.years')}>{application.years}</Line>}
          {application.feeTotal !== null && (
            <Line label={t('applications.total')}>{formatRupees(application.feeTotal, language)}</Line>
          )}
        </Part>
        {application.serviceRules.form.length > 0 && (
          <Part step="form" onGo={onGo}>
            {answeredFields(application, language).map(({ id, label, answer }) => (
              <Line key={id} wide label={label}>
                <bdi>{answer}</bdi>
              </Line>
            ))}
          </Part>
        )}
      </div>
    </div>
  );
}

function Part({ step, onGo, children }: { step: Step; onGo: ProofPageProps['onGo']; children: ReactNode }) {
  return (
    <div className={classes['part']}>
      <dl>{children}</dl>
      <ChangeButton step={step} onGo={onGo} />
    </div>
  );
}

function Both({ label, en, ur }: { label: string; en: string; ur: string }) {
  return (
    <Line label={label} wide>
      <span lang="en" dir="ltr">
        {en}
      </span>
      <span lang="ur" dir="rtl">
        {ur}
      </span>
    </Line>
  );
}

function Line({ label, children, wide = false }: { label: string; children: ReactNode; wide?: boolean }) {
  return (
    <div className={classes['line']} data-wide={wide}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ChangeButton({ step, onGo }: { step: Step; onGo: ProofPageProps['onGo'] }) {
  const { t } = useText();
  if (onGo === undefined) return null;
  return (
    <button type="button" className={classes['change']} onClick={() => onGo(step)}>
      {t('applications.change')} <span className="visually-hidden">{t(`step.${step}`)}</span>
    </button>
  );
}

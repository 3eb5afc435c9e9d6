import { Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type EnrolmentStatus, Language } from '../../../src-shared/contract/counter/enrolment.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSession } from '../session/session-store.ts';
import classes from './enrolment-screen.module.css';
import { useEnrolment } from './enrolment-store.ts';
import { UnknownCertificate } from './unknown-certificate.tsx';

/** First run: the technician joins this PC to its centre. */
export function EnrolmentScreen({ status }: { status: EnrolmentStatus }) {
  const { t, language } = useText();
  const enrol = useEnrolment((state) => state.enrol);
  const setLanguage = useEnrolment((state) => state.setLanguage);
  const { busy, problem, act } = useAct();
  const [centralUrl, setCentralUrl] = useState(status.suggested?.centralUrl ?? '');
  const [code, setCode] = useState(status.suggested?.code ?? '');

  const unknown = problem?.code === 'central.insecure' ? problem.detail['certificate'] : undefined;

  function join(trust?: string): void {
    void act(async () => {
      const invitation = { centralUrl: centralUrl.trim(), code: code.trim(), language };
      await enrol(trust === undefined ? invitation : { ...invitation, trust });
      await useSession.getState().load();
    });
  }

  return (
    <div className={classes['page']}>
      <h1>{t('enrolment.title')}</h1>
      <p>{t('enrolment.lead')}</p>
      <EntryForm label={t('enrolment.title')} onSubmit={() => join()} className={classes['form']}>
        <Radio.Group
          label={t('enrolment.language')}
          value={language}
          onChange={(value) => void setLanguage(Language.parse(value)).catch(() => undefined)}
        >
          <div className={classes['languages']}>
            {Language.options.map((each) => (
              <Radio key={each} value={each} label={<span lang={each}>{t(`language.${each}`)}</span>} />
            ))}
          </div>
        </Radio.Group>
        <TextInput
          label={t('enrolment.centralUrl')}
          description={t('enrolment.centralUrlHint')}
          value={centralUrl}
          onChange={(event) => setCentralUrl(event.currentTarget.value)}
          autoFocus
          spellCheck={false}
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
        <TextInput
          label={t('enrolment.code')}
          description={t(status.suggested === null ? 'enrolment.codeHint' : 'enrolment.suggested')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
        {unknown === undefined ? (
          <ProblemNotice problem={problem} />
        ) : (
          <UnknownCertificate certificate={String(unknown)} busy={busy} onTrust={join} />
        )}
        <ActButton type="submit" busy={busy}>
          {t(busy ? 'enrolment.joining' : 'enrolment.enrol')}
        </ActButton>
      </EntryForm>
    </div>
  );
}

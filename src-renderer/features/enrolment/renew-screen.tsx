import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useStatus } from '../status/status-store.ts';
import classes from './renew-screen.module.css';
import { useEnrolment } from './enrolment-store.ts';
import { needsRenewal } from './needs-renewal.ts';
import { UnknownCertificate } from './unknown-certificate.tsx';

/** A restored or cloned PC gets a new epoch with a new code; what it has not sent goes along. */
export function RenewScreen() {
  const { t, pick } = useText();
  const enrolment = useEnrolment((state) => state.status);
  const renew = useEnrolment((state) => state.renew);
  const fault = useStatus(({ status }) => status?.link.fault ?? null);
  const unsent = useStatus(({ status }) => status?.replay.unsent ?? 0);
  const { busy, problem, act } = useAct();
  const [code, setCode] = useState('');
  const [centralUrl, setCentralUrl] = useState('');
  const [renewed, setRenewed] = useState(false);
  const unknown = problem?.code === 'central.insecure' ? problem.detail['certificate'] : undefined;
  const needed = needsRenewal(fault);

  function join(trust?: string): void {
    const url = centralUrl.trim();
    void act(async () => {
      await renew({
        code: code.trim(),
        ...(url === '' ? {} : { centralUrl: url }),
        ...(trust === undefined ? {} : { trust }),
      });
      setCode('');
      setRenewed(true);
    });
  }

  return (
    <div className={classes['page']}>
      <h1>{t('enrolment.renewTitle')}</h1>
      {renewed && !needed ? (
        <Notice tone="calm" title={t('enrolment.renewed')} />
      ) : needed && fault !== null ? (
        <Notice tone="stop" title={t(`error.${fault}.cause`)}>
          <span>{t(`error.${fault}.action`)}</span>
        </Notice>
      ) : (
        <Notice tone="calm" title={t('enrolment.renewNotNeeded')}>
          <span>{t('enrolment.renewWhen')}</span>
        </Notice>
      )}
      <Facts>
        {enrolment !== null && enrolment.centre !== null && (
          <Fact label={t('enrolment.thisCounter')}>
            {pick(enrolment.centre)} · {t('shell.counter', { counter: enrolment.counter ?? '' })}
          </Fact>
        )}
        {enrolment !== null && enrolment.stream !== null && (
          <Fact label={t('enrolment.stream')}>
            <Ltr>{enrolment.stream}</Ltr>
          </Fact>
        )}
        <Fact label={t('enrolment.takenAlong')}>
          <Ltr>{unsent}</Ltr>
        </Fact>
      </Facts>
      <EntryForm label={t('enrolment.renewTitle')} onSubmit={() => join()} className={classes['form']}>
        <TextInput
          label={t('enrolment.code')}
          description={t('enrolment.renewCodeHint')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoFocus
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
        <TextInput
          label={t('enrolment.centralUrl')}
          description={t('enrolment.sameUrl')}
          value={centralUrl}
          onChange={(event) => setCentralUrl(event.currentTarget.value)}
          spellCheck={false}
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
        {unknown === undefined ? (
          <ProblemNotice problem={problem} />
        ) : (
          <UnknownCertificate certificate={String(unknown)} busy={busy} onTrust={join} />
        )}
        <ActButton type="submit" busy={busy} disabled={code.trim() === ''}>
          {t('enrolment.renew')}
        </ActButton>
      </EntryForm>
    </div>
  );
}

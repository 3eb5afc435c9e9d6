import { useState } from 'react';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import type { SignTestResult } from '../../../src-shared/contract/counter/sign-test.ts';
import { isolate } from '../../text/formats.ts';
import { useTextIn } from '../../text/use-text.ts';
import { useSession } from '../session/session-store.ts';
import { ExamFrame } from './exam-frame.tsx';
import classes from './exam-result.module.css';
import { useExam } from './exam-store.ts';
import { PinForm } from './pin-form.tsx';

interface ExamResultProps {
  readonly result: SignTestResult;
  readonly staff: NonNullable<SessionView['staff']>;
}

/** How it ended, for its taker to read; the operator's PIN leads back to work. */
export function ExamResult({ result, staff }: ExamResultProps) {
  const [language, setLanguage] = useState(result.language);
  const { t, pick } = useTextIn(language);
  const locked = useSession((state) => state.view?.locked ?? true);
  const leave = useExam((state) => state.leave);
  const figure = (value: number) => isolate(String(value), language);
  const { right, asked, pass, passed, ended, retryFrom } = result;
  return (
    <ExamFrame
      label={t('signTest.exam.title')}
      language={language}
      onEscape={() => undefined}
      onKey={(event) => {
        if (event.code === 'KeyL' && event.target === event.currentTarget) setLanguage(language === 'en' ? 'ur' : 'en');
      }}
    >
      <main className={classes['result']} data-passed={passed}>
        <p className={classes['name']}>{pick(result)}</p>
        <h1>{t(passed ? 'signTest.exam.passed' : 'signTest.exam.failed')}</h1>
        {ended !== 'finished' && <p>{t(`signTest.end.${ended}`)}</p>}
        <p>{t('signTest.exam.result', { right: figure(right), asked: figure(asked), pass: figure(pass) })}</p>
        {retryFrom !== null && <p>{t('signTest.exam.retry', { from: retryFrom })}</p>}
        <p>{t('signTest.exam.callBack')}</p>
      </main>
      {locked ? (
        <PinForm staff={staff} language={language} onOpen={leave} />
      ) : (
        <button type="button" className={classes['leave']} onClick={() => void leave()}>
          {t('signTest.exam.leave')}
        </button>
      )}
    </ExamFrame>
  );
}

import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { SignTestCase } from '../../../src-shared/contract/counter/sign-test.ts';
import type { Sha256 } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { formatDay, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Facts, Fact } from '../../ui/facts.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Portrait } from '../licences/portrait.tsx';
import { useExam } from './exam-store.ts';
import classes from './sign-test-panel.module.css';

interface SignTestPanelProps {
  readonly standing: SignTestCase;
  readonly photo: Sha256 | null;
  /** The page of a case begins at its key; a list keeps the focus. */
  readonly opensHere?: boolean;
}

/** What the rule asks, what was sat so far, and the keys that begin the test in the applicant's language. */
export function SignTestPanel({ standing, photo, opensHere = false }: SignTestPanelProps) {
  const { t, pick, language } = useText();
  const { application, rule, against, open, attempts } = standing;
  const { start, abandon } = useExam();
  const { busy, problem, act } = useAct();
  const figure = (value: number) => isolate(String(value), language);
  const begin = (chosen: Language): void => void act(async () => start(application.id, chosen));

  return (
    <div className={classes['panel']}>
      <div className={classes['top']}>
        <Portrait sha256={photo} name={pick(application)} />
        <div className={classes['words']}>
          <Facts>
            <Fact label={t('signTest.rule')} full>
              {t('signTest.ruleText', {
                questions: figure(rule.questions),
                pass: figure(rule.pass),
                minutes: figure(Math.round(rule.seconds / 60)),
              })}
            </Fact>
            <Fact label={t('signTest.again')}>{t('signTest.againText', { days: figure(rule.retestDays) })}</Fact>
          </Facts>
          {against === null && (
            <>
              <p>{t('signTest.identity')}</p>
              <p>{t('signTest.handOver')}</p>
            </>
          )}
        </div>
      </div>
      {attempts.length > 0 && <Attempts standing={standing} />}
      {against !== null && against.code !== 'test.passed' && (
        <Notice tone="warn" title={t(`error.${against.code}.cause`, against.detail)}>
          <span>{t(`error.${against.code}.action`, against.detail)}</span>
        </Notice>
      )}
      {open !== null && (
        <Notice
          tone="warn"
          title={t('signTest.interruptedTitle', {
            answered: figure(open.answered),
            minutes: figure(Math.floor(open.leftMs / 60_000)),
          })}
        >
          <span>{t('signTest.interruptedLead')}</span>
        </Notice>
      )}
      <ProblemNotice problem={problem} />
      {against === null && (
        <div role="group" aria-label={t('signTest.language')} className={classes['keys']}>
          <span>{t('signTest.language')}</span>
          <KeyButton
            main
            label={open === null ? 'signTest.startUr' : 'signTest.continueUr'}
            keys="U"
            busy={busy}
            autoFocus={opensHere}
            onPress={() => begin('ur')}
          />
          <KeyButton
            main
            label={open === null ? 'signTest.startEn' : 'signTest.continueEn'}
            keys="E"
            busy={busy}
            onPress={() => begin('en')}
          />
          {open !== null && (
            <KeyButton
              label="signTest.abandon"
              keys="Ctrl+Delete"
              busy={busy}
              onPress={() => void act(async () => abandon(application.id))}
            />
          )}
        </div>
      )}
    </div>
  );
}

function Attempts({ standing: { application, attempts } }: { standing: SignTestCase }) {
  const { t, language } = useText();
  const { busy, problem, act } = useAct();
  const figure = (value: number) => isolate(String(value), language);

  function save(attempt: number): void {
    void act(async () => {
      const sheet = await core.signTest.sheet({ applicationId: application.id, attempt, language });
      saveFile(sheet, `sign-test-${application.cnic}-${attempt}.pdf`);
    });
  }

  return (
    <section className={classes['attempts']}>
      <h2>{t('signTest.attempts')}</h2>
      <ul>
        {attempts.map(({ day, right, asked, passed, ended, interrupted }, index) => (
          <li key={`${day} ${right}`} data-passed={passed}>
            <Ltr>{formatDay(day)}</Ltr>
            <strong>{t(passed ? 'signTest.passed' : 'signTest.failed')}</strong>
            <span>{t('signTest.score', { right: figure(right), asked: figure(asked) })}</span>
            {ended !== 'finished' && <span>{t(`signTest.end.${ended}`)}</span>}
            {interrupted > 0 && <span>{t('signTest.interruptions', { count: figure(interrupted) })}</span>}
            <KeyButton
              label="signTest.sheet"
              keys={`Ctrl+Digit${index + 1}`}
              busy={busy}
              onPress={() => save(index + 1)}
            />
          </li>
        ))}
      </ul>
      <ProblemNotice problem={problem} />
    </section>
  );
}

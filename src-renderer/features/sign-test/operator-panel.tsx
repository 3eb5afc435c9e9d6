import { useState } from 'react';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import type { ExamView } from '../../../src-shared/contract/counter/sign-test.ts';
import { useAct } from '../../core/use-act.ts';
import { useTextIn } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSession } from '../session/session-store.ts';
import { useExam } from './exam-store.ts';
import classes from './operator-panel.module.css';
import { PinForm } from './pin-form.tsx';

interface OperatorPanelProps {
  readonly exam: ExamView;
  readonly staff: NonNullable<SessionView['staff']>;
  readonly language: Language;
  readonly onBack: () => void;
}

/** The operator at the taker's screen: nothing without the PIN, and the time goes on. */
export function OperatorPanel({ exam, staff, language, onBack }: OperatorPanelProps) {
  const { t, pick } = useTextIn(language);
  const [open, setOpen] = useState(false);
  const lock = useSession((state) => state.lock);
  const signOut = useSession((state) => state.signOut);
  const abandon = useExam((state) => state.abandon);
  const { busy, problem, act } = useAct();

  async function goOn(): Promise<void> {
    if (open) await act(lock);
    onBack();
  }

  return (
    <section aria-label={t('signTest.exam.operator')} className={classes['panel']}>
      <p>{t('signTest.exam.operatorLead', { name: pick(staff) })}</p>
      {open ? (
        <>
          {staff.role === 'operator' && (
            <button type="button" aria-busy={busy} onClick={() => void act(async () => abandon(exam.applicationId))}>
              {t('signTest.exam.endTest')}
            </button>
          )}
          <button type="button" onClick={() => void act(signOut)}>
            {t('session.otherPerson')}
          </button>
        </>
      ) : (
        <PinForm staff={staff} language={language} onOpen={async () => Promise.resolve(setOpen(true))} />
      )}
      <ProblemNotice problem={problem} />
      <button type="button" onClick={() => void goOn()}>
        {t('signTest.exam.goOn')}
      </button>
    </section>
  );
}

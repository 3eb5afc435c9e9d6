import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { ExamView } from '../../../src-shared/contract/counter/sign-test.ts';
import { isolate } from '../../text/formats.ts';
import { useTextIn } from '../../text/use-text.ts';
import classes from './exam-summary.module.css';

interface ExamSummaryProps {
  readonly exam: ExamView;
  readonly language: Language;
  readonly busy: boolean;
  /** To the first question without an answer, or to the end. */
  readonly onEnd: () => void;
  readonly onFinish: () => void;
}

/** After the last question: what is missing, and the end. */
export function ExamSummary({ exam, language, busy, onEnd, onFinish }: ExamSummaryProps) {
  const { t } = useTextIn(language);
  const { questions } = exam;
  const done = questions.filter(({ chosen }) => chosen !== null).length;
  const all = done === questions.length;
  const figures = { answered: isolate(String(done), language), count: isolate(String(questions.length), language) };
  return (
    <main className={classes['summary']}>
      <h2>{t('signTest.exam.lastTitle')}</h2>
      <p>{t('signTest.exam.answered', figures)}</p>
      {!all && <p>{t('signTest.exam.unanswered')}</p>}
      <div className={classes['keys']}>
        {!all && (
          <button type="button" data-main onClick={onEnd}>
            {t('signTest.exam.firstOpen')} <kbd>Enter</kbd>
          </button>
        )}
        <button type="button" data-main={all || undefined} aria-busy={busy} onClick={onFinish}>
          {t('signTest.exam.finish')} <kbd>{all ? 'Enter' : 'F'}</kbd>
        </button>
      </div>
    </main>
  );
}

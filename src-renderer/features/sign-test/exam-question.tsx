import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { ExamQuestion } from '../../../src-shared/contract/counter/sign-test.ts';
import { useTextIn } from '../../text/use-text.ts';
import classes from './exam-question.module.css';
import { SignDrawing } from './sign-picture.tsx';

interface ExamQuestionPageProps {
  readonly question: ExamQuestion;
  readonly heading: string;
  readonly language: Language;
  readonly onChoose: (chosen: number) => void;
  readonly onNext: () => void;
  readonly onBack: (() => void) | null;
}

/** One question, large: its picture, what is asked, and an answer to each digit. */
export function ExamQuestionPage(props: ExamQuestionPageProps) {
  const { question, heading, language, onChoose, onNext, onBack } = props;
  const { t } = useTextIn(language);
  const { picture, text, answers, chosen } = question;
  return (
    <main className={classes['question']} data-picture={picture !== null}>
      {picture !== null && (
        <div className={classes['picture']}>
          <SignDrawing picture={picture} label={t('signTest.exam.picture')} />
        </div>
      )}
      <div className={classes['words']}>
        <p className={classes['number']}>{heading}</p>
        <h2>{text[language]}</h2>
        <div role="radiogroup" aria-label={t('signTest.exam.answers')} className={classes['answers']}>
          {answers.map((answer, index) => (
            <button
              key={answer.en}
              type="button"
              role="radio"
              aria-checked={chosen === index}
              tabIndex={-1}
              onClick={() => onChoose(index)}
            >
              <kbd>{index + 1}</kbd>
              <span>{answer[language]}</span>
            </button>
          ))}
        </div>
        <div className={classes['keys']}>
          <button type="button" tabIndex={-1} disabled={onBack === null} onClick={onBack ?? undefined}>
            {t('signTest.exam.back')} <kbd>↑</kbd>
          </button>
          <button type="button" tabIndex={-1} data-main onClick={onNext}>
            {t('signTest.exam.next')} <kbd>Enter</kbd>
          </button>
        </div>
      </div>
    </main>
  );
}

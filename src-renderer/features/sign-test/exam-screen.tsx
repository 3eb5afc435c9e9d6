import { type KeyboardEvent, useRef, useState } from 'react';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import type { ExamView } from '../../../src-shared/contract/counter/sign-test.ts';
import { toProblem } from '../../core/problem.ts';
import { useAct } from '../../core/use-act.ts';
import { isolate } from '../../text/formats.ts';
import { useTextIn } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ExamFrame } from './exam-frame.tsx';
import { ExamQuestionPage } from './exam-question.tsx';
import classes from './exam-screen.module.css';
import { useExam } from './exam-store.ts';
import { ExamSummary } from './exam-summary.tsx';
import { OperatorPanel } from './operator-panel.tsx';
import { TimeLeft } from './time-left.tsx';

interface ExamScreenProps {
  readonly exam: ExamView;
  readonly staff: NonNullable<SessionView['staff']>;
}

/** The test as its taker sits it: digits choose, Enter goes on, and nothing else leads anywhere. */
export function ExamScreen({ exam, staff }: ExamScreenProps) {
  const { questions } = exam;
  const count = questions.length;
  const [language, setLanguage] = useState(exam.language);
  const [place, setPlace] = useState(() => firstOpen(exam) ?? count);
  const [called, setCalled] = useState(false);
  const frame = useRef<HTMLDialogElement>(null);
  const { answer, finish } = useExam();
  const { busy, problem, act, setProblem } = useAct();
  const { t, pick } = useTextIn(language);
  const question = questions[place];
  const go = (to: number): void => setPlace(Math.max(0, Math.min(count, to)));

  function choose(chosen: number): void {
    if (question === undefined || chosen >= question.answers.length) return;
    answer(place, chosen, language).then(
      () => setProblem(null),
      (error: unknown) => setProblem(toProblem(error)),
    );
  }

  function onKey(event: KeyboardEvent): void {
    if (called || event.ctrlKey || event.altKey || event.metaKey) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const keys: Readonly<Record<string, () => void>> = {
      Enter: () => (question === undefined ? end() : go(place + 1)),
      NumpadEnter: () => (question === undefined ? end() : go(place + 1)),
      ArrowDown: () => go(place + 1),
      ArrowUp: () => go(place - 1),
      Backspace: () => go(place - 1),
      KeyL: () => setLanguage(language === 'en' ? 'ur' : 'en'),
      KeyF: () => (question === undefined ? void act(finish) : undefined),
    };
    const run = digit === undefined ? keys[event.code] : () => choose(Number(digit) - 1);
    // A key that a button has the focus for is the button's own.
    const pressed = event.target instanceof HTMLButtonElement && (event.code === 'Enter' || event.code === 'Space');
    if (run === undefined || pressed) return;
    event.preventDefault();
    if (!event.repeat) run();
  }

  /** The panel is closed, and the keys are the frame's again. */
  function goOn(): void {
    setCalled(false);
    frame.current?.focus();
  }

  /** Enter on the last page: to what has no answer yet, or to the end. */
  function end(): void {
    const open = firstOpen(exam);
    if (open === undefined) void act(finish);
    else go(open);
  }

  const number = isolate(String(place + 1), language);
  return (
    <ExamFrame
      ref={frame}
      label={t('signTest.exam.title')}
      language={language}
      onEscape={() => setCalled(true)}
      onKey={onKey}
    >
      <header className={classes['head']}>
        <h1>{t('signTest.exam.title')}</h1>
        <strong>{pick(exam)}</strong>
        <button type="button" onClick={() => setLanguage(language === 'en' ? 'ur' : 'en')}>
          <span lang={language === 'en' ? 'ur' : 'en'}>{t('signTest.exam.switch')}</span> <kbd>L</kbd>
        </button>
        <TimeLeft exam={exam} language={language} />
      </header>
      <ol className={classes['places']} aria-label={t('signTest.exam.answers')}>
        {questions.map(({ chosen }, index) => (
          // A paper's questions keep their places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} data-answered={chosen !== null} aria-current={index === place ? 'step' : undefined}>
            {index + 1}
          </li>
        ))}
      </ol>
      {question === undefined ? (
        <ExamSummary exam={exam} language={language} busy={busy} onEnd={end} onFinish={() => void act(finish)} />
      ) : (
        <ExamQuestionPage
          question={question}
          heading={t('signTest.exam.question', { number, count: isolate(String(count), language) })}
          language={language}
          onChoose={choose}
          onNext={() => go(place + 1)}
          onBack={place === 0 ? null : () => go(place - 1)}
        />
      )}
      <ProblemNotice problem={problem} />
      {called ? (
        <OperatorPanel exam={exam} staff={staff} language={language} onBack={goOn} />
      ) : (
        <footer className={classes['foot']}>
          <button type="button" onClick={() => setCalled(true)}>
            {t('signTest.exam.operator')} <kbd>Esc</kbd>
          </button>
        </footer>
      )}
    </ExamFrame>
  );
}

/** The first question without an answer; undefined when all have one. */
function firstOpen({ questions }: ExamView): number | undefined {
  const found = questions.findIndex(({ chosen }) => chosen === null);
  return found < 0 ? undefined : found;
}

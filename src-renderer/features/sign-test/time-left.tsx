import { useEffect, useState } from 'react';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { ExamView } from '../../../src-shared/contract/counter/sign-test.ts';
import { useTextIn } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { useExam } from './exam-store.ts';
import classes from './time-left.module.css';

/** How often the figure moves, and how often the core is asked what it really is, ms. */
const TICK_MS = 250;
const ASK_EVERY_MS = 5_000;
/** From here on it stands out. */
const LAST_MS = 60_000;

/** The time left as the core last told it, counted down meanwhile; the core is the judge. */
export function TimeLeft({ exam, language }: { exam: ExamView; language: Language }) {
  const { t } = useTextIn(language);
  const toldAt = useExam((state) => state.toldAt);
  const load = useExam((state) => state.load);
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(performance.now()), TICK_MS);
    const ask = setInterval(() => {
      load().catch(() => undefined);
    }, ASK_EVERY_MS);
    return () => {
      clearInterval(tick);
      clearInterval(ask);
    };
  }, [load]);
  const left = Math.max(0, exam.leftMs - Math.max(0, now - toldAt));
  const over = left === 0;
  useEffect(() => {
    // The core has judged by now, or will at this question.
    if (over) load().catch(() => undefined);
  }, [over, load]);
  return (
    <div role="timer" aria-label={t('signTest.exam.left')} data-last={left < LAST_MS} className={classes['time']}>
      <span>{t('signTest.exam.left')}</span> <Ltr>{minutesOf(left)}</Ltr>
    </div>
  );
}

/** Milliseconds as minutes and seconds, rounded up: zero is over. */
function minutesOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

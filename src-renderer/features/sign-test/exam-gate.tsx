import { useEffect } from 'react';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import { ExamResult } from './exam-result.tsx';
import { ExamScreen } from './exam-screen.tsx';
import { useExam } from './exam-store.ts';

/** Lies over all work while a sign test runs here or its result was not read yet, also after the page was loaded anew. */
export function ExamGate({ staff }: { staff: NonNullable<SessionView['staff']> }) {
  const { exam, result, load } = useExam();
  useEffect(() => {
    load().catch(() => undefined);
  }, [load]);
  if (exam !== null) return <ExamScreen exam={exam} staff={staff} />;
  return result === null ? null : <ExamResult result={result} staff={staff} />;
}

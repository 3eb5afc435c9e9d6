import { useState } from 'react';
import type { Day } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useNews } from '../status/use-news.ts';
import { useToday } from '../status/use-today.ts';
import { DayChoice } from './day-choice.tsx';
import { DayFigures } from './day-figures.tsx';
import { ReportExport } from './report-export.tsx';

/** A counter's day in figures, to read on the screen and to take away on paper. */
export function ReportsScreen() {
  const { t } = useText();
  const today = useToday();
  /** Null follows today over midnight. */
  const [chosen, setChosen] = useState<Day | null>(null);
  const day = chosen ?? today;
  const report = useLoad(`report ${day}`, async () => core.reports.day({ day }));
  useNews(report.reload);
  return (
    <Sheet title={t('reports.title')} aside={<DayChoice day={day} today={today} onChoose={setChosen} />}>
      <ProblemNotice problem={report.problem} />
      {report.data !== null && <ReportExport day={day} />}
      {report.data !== null && <DayFigures report={report.data} />}
    </Sheet>
  );
}

import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { formatAmount, formatCount } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './day-figures.module.css';
import { DaySummary } from './day-summary.tsx';
import { FigureTable } from './figure-table.tsx';
import { MoneyTables } from './money-tables.tsx';

const works = ['opened', 'submitted', 'returned', 'approved', 'cardsGood', 'cardsSpoiled', 'handedOver'] as const;

/** The same figures as on the paper, in the same words. */
export function DayFigures({ report }: { report: DayReport }) {
  const { t, pick, language } = useText();
  const workColumns = works.map((work) => t(`paper.work.${work}`));
  return (
    <>
      <DaySummary report={report} />
      <FigureTable
        title={t('paper.report.service')}
        columns={[t('paper.report.serviceName'), ...workColumns]}
        rows={report.byService.map((line) => ({
          key: line.service,
          cells: [line.title[language], ...works.map((work) => <Ltr key={work}>{formatCount(line[work])}</Ltr>)],
        }))}
        nil={t('paper.nil')}
      />
      <FigureTable
        title={t('paper.report.staff')}
        columns={[t('paper.report.staffName'), ...workColumns, t('paper.report.taken')]}
        rows={report.byOperator.map((line) => ({
          key: line.staffId,
          cells: [
            pick(line),
            ...works.map((work) => <Ltr key={work}>{formatCount(line[work])}</Ltr>),
            <Ltr key="taken">{formatAmount(line.taken)}</Ltr>,
          ],
        }))}
        nil={t('paper.nil')}
      />
      <div className={classes['columns']}>
        <MoneyTables money={report.money} />
        <FigureTable
          title={t('paper.report.category')}
          columns={[t('paper.report.categoryName'), t('paper.work.opened'), t('paper.work.approved')]}
          rows={report.byCategory.map((line) => ({
            key: line.category,
            cells: [
              t(`category.${line.category}`),
              <Ltr key="opened">{formatCount(line.opened)}</Ltr>,
              <Ltr key="approved">{formatCount(line.approved)}</Ltr>,
            ],
          }))}
          note={t('paper.report.categoryNote')}
          nil={t('paper.nil')}
        />
      </div>
    </>
  );
}

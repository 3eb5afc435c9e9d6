import type { FeeLineView } from '../../../src-shared/contract/counter/views.ts';
import { formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import classes from './fee-table.module.css';

interface FeeTableProps {
  readonly title: string;
  readonly lines: readonly FeeLineView[];
  readonly total: number;
  /** Only items and amounts, for a narrow place. */
  readonly brief?: boolean;
}

/** The lines of a fee and their sum, as on the receipt. */
export function FeeTable({ title, lines, total, brief = false }: FeeTableProps) {
  const { t, language } = useText();
  return (
    <table className={classes['table']}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('till.item')}</th>
          {!brief && <th scope="col">{t('till.unit')}</th>}
          {!brief && <th scope="col">{t('till.quantity')}</th>}
          <th scope="col">{t('till.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.code} ${line.category ?? ''} ${line.unit}`}>
            <th scope="row">{line.label[language]}</th>
            {!brief && <td>{formatRupees(line.unit, language)}</td>}
            {!brief && <td>{line.quantity}</td>}
            <td>{formatRupees(line.amount, language)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={brief ? 1 : 3}>
            {t('applications.total')}
          </th>
          <td>{formatRupees(total, language)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

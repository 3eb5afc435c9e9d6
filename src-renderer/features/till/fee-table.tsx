import type { FeeLine } from '../../../src-shared/licensing/fees.ts';
import { formatRupees } from '../../text/formats.ts';
import { type Text, useText } from '../../text/use-text.ts';
import classes from './fee-table.module.css';

/** The lines of a fee and their sum, as on the receipt. */
export function FeeTable({ title, lines, total }: { title: string; lines: readonly FeeLine[]; total: number }) {
  const text = useText();
  const { t, language } = text;
  return (
    <table className={classes['table']}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('till.item')}</th>
          <th scope="col">{t('till.unit')}</th>
          <th scope="col">{t('till.quantity')}</th>
          <th scope="col">{t('till.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.code} ${line.category ?? ''}`}>
            <th scope="row">{nameOf(line, text)}</th>
            <td>{formatRupees(line.unit, language)}</td>
            <td>{line.quantity}</td>
            <td>{formatRupees(line.amount, language)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            {t('applications.total')}
          </th>
          <td>{formatRupees(total, language)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function nameOf(line: FeeLine, { t }: Text): string {
  return t(`feeLine.${line.code}`, line.category === null ? {} : { category: line.category });
}

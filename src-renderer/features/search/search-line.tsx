import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './search-line.module.css';
import type { SearchRow } from './search-rows.ts';

interface SearchLineProps {
  readonly row: SearchRow;
  /** Whether Enter begins an application for somebody nobody knows yet. */
  readonly mayBegin: boolean;
}

/** One person found: both names, father, birth date, CNIC, and why they are in the list. */
export function SearchLine({ row, mayBegin }: SearchLineProps) {
  const { t } = useText();
  if (row.kind === 'nobody') {
    return (
      <span className={classes['line']}>
        <strong>{t(mayBegin ? 'search.begin' : 'search.unknownCnic')}</strong>
        <Ltr>{formatCnic(row.cnic)}</Ltr>
      </span>
    );
  }
  const { nameEn, nameUr, fatherEn } = row.kind === 'hit' ? row.hit : row.names;
  const birthDate = row.kind === 'hit' ? row.hit.birthDate : row.birthDate;
  return (
    <span className={classes['line']}>
      <span className={classes['names']}>
        <strong lang="en" dir="ltr">
          {nameEn}
        </strong>
        <strong lang="ur" dir="rtl">
          {nameUr}
        </strong>
      </span>
      <Ltr>{formatCnic(row.cnic)}</Ltr>
      <span className={classes['small']}>
        {t('people.father')}: <bdi>{fatherEn}</bdi> · <Ltr>{formatDay(birthDate)}</Ltr>
      </span>
      <span className={classes['why']} data-why={row.kind === 'hit' ? row.hit.why : 'central'}>
        {t(row.kind === 'hit' ? `search.why.${row.hit.why}` : 'search.fromCentral')}
      </span>
    </span>
  );
}

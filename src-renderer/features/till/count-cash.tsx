import { TextInput } from '@mantine/core';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import type { CashCount } from '../../../src-shared/ledger/entries/till-entries.ts';
import { sumOfCount } from '../../../src-shared/ledger/fold/till/shift.ts';
import { formatAmount, formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './count-cash.module.css';
import { notes } from './notes.ts';
import { readRupees } from './typed-rupees.ts';

/** What was typed, by value in paisa; `other` in rupees. */
export type TypedCount = Readonly<Record<string, string>>;

/** The count as typed; undefined while a field is no number. An empty field is none. */
export function readCount(typed: TypedCount): CashCount | undefined {
  const other = readRupees(typed['other']?.trim() || '0');
  const counts = notes.map((value) => ({ value, count: countOf(typed[value]) }));
  if (other === undefined || counts.some(({ count }) => !Number.isInteger(count) || count > 100_000)) return undefined;
  return { notes: counts.filter(({ count }) => count > 0), other };
}

function countOf(typed = ''): number {
  const text = westernDigits(typed).replaceAll(/[\s,]/g, '');
  return /^\d*$/.test(text) ? Number(text) : Number.NaN;
}

interface CountCashProps {
  readonly typed: TypedCount;
  readonly onType: (typed: TypedCount) => void;
}

/** Notes and coins, a line each: type how many, Enter goes to the next. */
export function CountCash({ typed, onType }: CountCashProps) {
  const { t, language } = useText();
  const count = readCount(typed);
  return (
    <div className={classes['count']}>
      {notes.map((value, index) => {
        const many = countOf(typed[value]);
        return (
          <label key={value} className={classes['line']}>
            <Ltr>{formatAmount(value)}</Ltr>
            <TextInput
              aria-label={t('till.howMany', { value: formatRupees(value, language) })}
              value={typed[value] ?? ''}
              onChange={(event) => onType({ ...typed, [value]: event.currentTarget.value })}
              error={Number.isNaN(many)}
              size="xs"
              inputMode="numeric"
              autoComplete="off"
              autoFocus={index === 0}
              dir="ltr"
              classNames={{ input: 'ltr' }}
            />
            <Ltr>{many > 0 ? formatAmount(value * many) : ''}</Ltr>
          </label>
        );
      })}
      <label className={classes['line']}>
        <span>{t('till.otherCash')}</span>
        <TextInput
          aria-label={t('till.otherCash')}
          value={typed['other'] ?? ''}
          onChange={(event) => onType({ ...typed, other: event.currentTarget.value })}
          size="xs"
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
        <span />
      </label>
      <p role="status" className={classes['sum']}>
        <span>{t('till.counted')}</span>
        <strong>{count === undefined ? '–' : formatRupees(sumOfCount(count), language)}</strong>
      </p>
    </div>
  );
}

import type { CloseLine } from '../../../src-shared/contract/counter/close-of-day.ts';
import { formatCount, formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './close-line-row.module.css';

/** One line of the day: its name, its figures, how it stands. The first of a section says which. */
export function CloseLineRow({ line, isFirst }: { line: CloseLine; isFirst: boolean }) {
  const { t, language } = useText();
  return (
    <span className={classes['row']} data-standing={line.standing}>
      <span className={classes['section']}>{isFirst && t(`closeOfDay.section.${line.section}`)}</span>
      <strong>{t(`closeOfDay.line.${line.line}`)}</strong>
      <span className={classes['figures']}>
        {line.figures.map(({ name, value, is }) => (
          <span key={name} data-nil={value === 0}>
            <span>{t(`closeOfDay.figure.${name}`)}</span>
            <b>{is === 'rupees' ? formatRupees(value, language) : <Ltr>{formatCount(value)}</Ltr>}</b>
          </span>
        ))}
      </span>
      <span className={classes['standing']}>{t(`closeOfDay.standing.${line.standing}`)}</span>
    </span>
  );
}

import { formatMoment, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { useNow } from '../../ui/use-now.ts';
import classes from './due-date.module.css';

/** Until when somebody has to act; says so when that is past. */
export function DueDate({ dueAt }: { dueAt: string }) {
  const { t, language } = useText();
  if (dueAt >= useNow()) return <Ltr>{formatMoment(dueAt)}</Ltr>;
  return <span className={classes['overdue']}>{t('why.overdue', { at: isolate(formatMoment(dueAt), language) })}</span>;
}

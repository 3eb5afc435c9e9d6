import type { EntryView } from '../../../src-shared/contract/counter/views.ts';
import { formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { useStaffName } from '../session/use-staff-name.ts';
import classes from './entry-row.module.css';
import { EntryState } from './entry-state.tsx';
import { entryTypeText } from './entry-words.ts';

/** One entry in the list: what, when, by whom, how far. */
export function EntryRow({ entry }: { entry: EntryView }) {
  const { t } = useText();
  const nameOf = useStaffName();
  const type = entryTypeText(entry.type);
  return (
    <span className={classes['row']}>
      <Ltr>{entry.seq}</Ltr>
      <strong>{type === null ? <Ltr>{entry.type}</Ltr> : t(type)}</strong>
      <EntryState entry={entry} />
      <span className={classes['small']}>
        <Ltr>{formatMoment(entry.at)}</Ltr> · {nameOf(entry.actor)}
      </span>
      {entry.stuck !== null && ['parked', 'exception', 'rejected'].includes(entry.state) && (
        <span className={classes['why']}>{t(`error.${entry.stuck.code}.cause`)}</span>
      )}
    </span>
  );
}

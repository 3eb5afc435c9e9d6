import type { EntryView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import classes from './entry-state.module.css';

/** How far central has an entry. Shape and word tell it, not the colour alone. */
export function EntryState({ entry }: { entry: EntryView }) {
  const { t } = useText();
  return (
    <span className={classes['state']} data-state={entry.state}>
      {t(`replay.state.${entry.state}`)}
    </span>
  );
}

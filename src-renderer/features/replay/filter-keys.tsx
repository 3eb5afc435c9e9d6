import { useShortcut } from '../../shell/shortcut-store.ts';
import { useText } from '../../text/use-text.ts';
import classes from './filter-keys.module.css';

export type EntryFilter = 'all' | 'waiting' | 'stuck';

const filters: readonly EntryFilter[] = ['all', 'waiting', 'stuck'];

/** Which entries are listed; one digit each. */
export function FilterKeys({ filter, onChange }: { filter: EntryFilter; onChange: (filter: EntryFilter) => void }) {
  const { t } = useText();
  return (
    <div role="group" aria-label={t('replay.filterLabel')} className={classes['filters']}>
      {filters.map((each, index) => (
        <FilterKey key={each} filter={each} current={filter} digit={index + 1} onChange={onChange} />
      ))}
    </div>
  );
}

interface FilterKeyProps {
  readonly filter: EntryFilter;
  readonly current: EntryFilter;
  readonly digit: number;
  readonly onChange: (filter: EntryFilter) => void;
}

function FilterKey({ filter, current, digit, onChange }: FilterKeyProps) {
  const { t } = useText();
  useShortcut({ keys: `Digit${digit}`, label: `replay.filter.${filter}`, where: 'here' }, () => onChange(filter));
  return (
    <button type="button" aria-pressed={filter === current} onClick={() => onChange(filter)}>
      {t(`replay.filter.${filter}`)} <kbd>{digit}</kbd>
    </button>
  );
}

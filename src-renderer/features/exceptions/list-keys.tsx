import { exceptionLists, type ExceptionList } from '../../shell/navigation-store.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import classes from '../replay/filter-keys.module.css';

interface ListKeysProps {
  readonly list: ExceptionList;
  /** How many are in the two open lists, where that is known. */
  readonly counts: { readonly cases: number | undefined; readonly recalls: number | undefined };
  readonly onChange: (list: ExceptionList) => void;
}

/** Cases, cards to get back, what is settled; one digit each. */
export function ListKeys({ list, counts, onChange }: ListKeysProps) {
  const { t } = useText();
  return (
    <div role="group" aria-label={t('exceptions.lists')} className={classes['filters']}>
      {exceptionLists.map((each, index) => (
        <ListKey
          key={each}
          list={each}
          current={list}
          digit={index + 1}
          count={each === 'settled' || list === 'settled' ? undefined : counts[each]}
          onChange={onChange}
        />
      ))}
    </div>
  );
}

interface ListKeyProps {
  readonly list: ExceptionList;
  readonly current: ExceptionList;
  readonly digit: number;
  readonly count: number | undefined;
  readonly onChange: (list: ExceptionList) => void;
}

function ListKey({ list, current, digit, count, onChange }: ListKeyProps) {
  const { t, language } = useText();
  useShortcut({ keys: `Digit${digit}`, label: `exceptions.list.${list}`, where: 'here' }, () => onChange(list));
  return (
    <button type="button" aria-pressed={list === current} onClick={() => onChange(list)}>
      {t(`exceptions.list.${list}`)}
      {count !== undefined && count > 0 && <> {isolate(String(count), language)}</>} <kbd>{digit}</kbd>
    </button>
  );
}

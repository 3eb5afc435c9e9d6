import { useShortcut } from '../../shell/shortcut-store.ts';
import { useText } from '../../text/use-text.ts';
import classes from '../replay/filter-keys.module.css';

/** The parts of a person's record, in the order of their digits. */
export const recordViews = ['document', 'work', 'tests', 'money', 'photos', 'trail'] as const;
export type RecordView = (typeof recordViews)[number];

interface ViewKeysProps {
  readonly view: RecordView;
  readonly onChange: (view: RecordView) => void;
}

/** One digit each. */
export function ViewKeys({ view, onChange }: ViewKeysProps) {
  const { t } = useText();
  return (
    <div role="group" aria-label={t('register.views')} className={classes['filters']}>
      {recordViews.map((each, index) => (
        <ViewKey key={each} view={each} pressed={each === view} digit={index + 1} onChange={onChange} />
      ))}
    </div>
  );
}

interface ViewKeyProps extends Pick<ViewKeysProps, 'view' | 'onChange'> {
  readonly pressed: boolean;
  readonly digit: number;
}

function ViewKey({ view, pressed, digit, onChange }: ViewKeyProps) {
  const { t } = useText();
  useShortcut({ keys: `Digit${digit}`, label: `register.view.${view}`, where: 'here' }, () => onChange(view));
  return (
    <button type="button" aria-pressed={pressed} onClick={() => onChange(view)}>
      {t(`register.view.${view}`)} <kbd>{digit}</kbd>
    </button>
  );
}

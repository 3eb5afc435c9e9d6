import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import classes from './choice-list.module.css';

export interface ChoiceGroup<Item> {
  readonly name: string;
  /** Shown above the group; a list of one group needs none. */
  readonly title?: string;
  readonly items: readonly Item[];
  /** For what must not be overlooked. */
  readonly urgent?: boolean;
}

/** Lets a screen bring the focus back to its list once an act is done. */
export interface ChoiceListHandle {
  readonly focus: () => void;
}

interface ChoiceListProps<Item> {
  readonly label: string;
  readonly groups: readonly ChoiceGroup<Item>[];
  readonly keyOf: (item: Item) => string;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  readonly children: (item: Item) => ReactNode;
  readonly ref?: Ref<ChoiceListHandle>;
  /** A field of the same page has the focus at first. */
  readonly calm?: boolean;
}

/** How far Page Up and Page Down go. */
const PAGE = 8;

/**
 * A list whose chosen line is shown in full beside it: the arrow keys choose, and the focus stays
 * here while plain keys act on what is chosen (WAI-ARIA listbox with an active descendant).
 */
export function ChoiceList<Item>(props: ChoiceListProps<Item>) {
  const { label, groups, keyOf, selected, onSelect, children, ref, calm = false } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const keys = groups.flatMap((group) => group.items.map(keyOf));
  const focus = () => list.current?.focus({ preventScroll: true });

  useImperativeHandle(ref, () => ({ focus }), []);
  // Before anything is painted: arrow keys work as soon as the list can be seen.
  useLayoutEffect(() => {
    if (!calm) list.current?.focus({ preventScroll: true });
  }, [calm]);
  useEffect(() => {
    document.getElementById(`${id}-${selected ?? ''}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, selected]);

  function onKeyDown(event: KeyboardEvent): void {
    const target = stepTo(keys.indexOf(selected ?? ''), event, keys.length);
    const key = target === undefined ? undefined : keys[target];
    if (key === undefined) return;
    event.preventDefault();
    onSelect(key);
  }

  return (
    <div
      ref={list}
      role="listbox"
      aria-label={label}
      aria-activedescendant={selected === null ? undefined : `${id}-${selected}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className={classes['list']}
    >
      {groups
        .filter((group) => group.items.length > 0)
        .map((group) => (
          <div
            key={group.name}
            role="group"
            aria-label={group.title ?? label}
            data-urgent={group.urgent === true}
            className={classes['group']}
          >
            {group.title !== undefined && (
              <div aria-hidden className={classes['title']}>
                <span>{group.title}</span>
                <span className="ltr">{group.items.length}</span>
              </div>
            )}
            {group.items.map((item) => (
              // The arrow keys of the list reach these; the mouse is the other way.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={keyOf(item)}
                id={`${id}-${keyOf(item)}`}
                role="option"
                aria-selected={keyOf(item) === selected}
                onClick={() => onSelect(keyOf(item))}
                className={classes['option']}
              >
                {children(item)}
              </div>
            ))}
          </div>
        ))}
    </div>
  );
}

/** The line a key leads to, within the list; undefined for any other key. */
function stepTo(at: number, { key, ctrlKey, altKey }: KeyboardEvent, count: number): number | undefined {
  if (ctrlKey || altKey) return undefined;
  const last = count - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + PAGE,
    PageUp: at - PAGE,
    Home: 0,
    End: last,
  };
  const target = steps[key];
  return target === undefined ? undefined : Math.max(0, Math.min(last, target));
}

import { type KeyboardEvent, type ReactNode, useId } from 'react';
import classes from './work-list.module.css';

interface WorkListProps<Item> {
  readonly title: string;
  readonly items: readonly Item[];
  readonly empty: string;
  readonly keyOf: (item: Item) => string;
  readonly onOpen: (item: Item) => void;
  readonly children: (item: Item) => ReactNode;
}

/** A list of work: arrow keys move, Enter opens. Each row is one button with all its text. */
export function WorkList<Item>({ title, items, empty, keyOf, onOpen, children }: WorkListProps<Item>) {
  const titleId = useId();
  return (
    <section className={classes['section']} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {items.length === 0 ? (
        <p className={classes['empty']}>{empty}</p>
      ) : (
        // The list itself takes no focus; the arrow keys move between its buttons.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <ul className={classes['list']} onKeyDown={moveInList}>
          {items.map((item) => (
            <li key={keyOf(item)}>
              <button type="button" onClick={() => onOpen(item)}>
                {children(item)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function moveInList(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.findIndex((button) => button === document.activeElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

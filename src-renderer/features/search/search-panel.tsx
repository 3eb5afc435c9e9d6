import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from 'react';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useOverlay } from '../../shell/overlay-store.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useSession } from '../session/session-store.ts';
import { SearchLine } from './search-line.tsx';
import classes from './search-panel.module.css';
import { type SearchRow, searchRows } from './search-rows.ts';
import { useSearch } from './use-search.ts';

/** One field for everything, from everywhere: a number or a name, arrows, Enter. */
export function SearchPanel() {
  const { t, language } = useText();
  const close = useOverlay((state) => state.close);
  const go = useNavigation((state) => state.go);
  const operator = useSession((state) => state.view?.staff?.role === 'operator');
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  /** The words that Enter was pressed on before their answer came. */
  const [entered, setEntered] = useState<string | null>(null);
  const { found, looked, problem, current } = useSearch(typed);
  const rows = searchRows(found, looked);
  const active = rows[Math.min(marked, rows.length - 1)];

  useEffect(() => {
    document.getElementById(`${listId}-${active?.cnic ?? ''}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, active?.cnic]);

  /** An operator's Enter begins or goes on with work; with Shift it opens the register, as a supervisor's always does. */
  function open({ cnic }: SearchRow, look = false): void {
    close();
    go(operator && !look ? { place: 'people', cnic } : { place: 'person', cnic });
  }

  const awaited = current && entered === typed ? active : undefined;
  const openAwaited = useEffectEvent(open);
  useEffect(() => {
    if (awaited !== undefined) openAwaited(awaited);
  }, [awaited]);

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setMarked(Math.max(0, Math.min(rows.length - 1, Math.min(marked, rows.length - 1) + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Pressed faster than the answer it opens nobody of earlier words: it waits for the right ones.
      if (current && active !== undefined) open(active, event.shiftKey);
      else setEntered(typed);
    }
  }

  return (
    <Dialog title={t('search.title')} onClose={close} place="wide">
      <TextInput
        label={t('search.field')}
        description={operator ? `${t('search.hint')} ${t('register.searchHint')}` : t('search.hint')}
        size="lg"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.cnic}`}
      />
      <div role="status" className={classes['notes']}>
        {found !== null && found.index.state === 'building' && (
          <span data-tone="warn">
            {t('search.building', {
              done: isolate(String(found.index.done), language),
              total: isolate(String(found.index.total), language),
            })}
          </span>
        )}
        {found?.index.state === 'off' && <span data-tone="warn">{t('search.off')}</span>}
        {current && found !== null && found.corrected !== null && (
          <span>
            {t('search.corrected')} <bdi>{found.corrected}</bdi>
          </span>
        )}
        {current && typed.trim() !== '' && found !== null && rows.length === 0 && <span>{t('search.nobody')}</span>}
      </div>
      <ProblemNotice problem={problem} />
      <div
        role="listbox"
        id={listId}
        aria-label={t('search.results')}
        className={classes['list']}
        hidden={rows.length === 0}
      >
        {rows.map((row) => (
          // The arrow keys of the combobox reach these; the mouse is the other way.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={row.cnic}
            id={`${listId}-${row.cnic}`}
            role="option"
            aria-selected={row === active}
            onClick={() => open(row)}
          >
            <SearchLine row={row} mayBegin={operator} />
          </div>
        ))}
      </div>
    </Dialog>
  );
}

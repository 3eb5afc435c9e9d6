import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import type { StaffId } from '../../../src-shared/ids.ts';
import { useText } from '../../text/use-text.ts';
import classes from './person-picker.module.css';

type Person = SessionView['people'][number];

interface PersonPickerProps {
  readonly people: readonly Person[];
  readonly chosen: StaffId | null;
  readonly onChoose: (id: StaffId) => void;
}

/** A combobox with its list always open (WAI-ARIA authoring practices): type, or arrows, then Enter. */
export function PersonPicker({ people, chosen, onChoose }: PersonPickerProps) {
  const { t, pick } = useText();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const shown = people.filter((person) => matches(person, typed));
  const active = shown[Math.min(marked, shown.length - 1)];

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setMarked((before) => Math.max(0, Math.min(shown.length - 1, Math.min(before, shown.length - 1) + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active !== undefined) onChoose(active.id);
    }
  }

  return (
    <div>
      <TextInput
        label={t('session.person')}
        description={t('session.personHint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
      />
      <div role="listbox" id={listId} aria-label={t('session.person')} className={classes['list']}>
        {shown.map((person) => (
          // The arrow keys of the combobox reach these; the mouse is the other way.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={person.id}
            id={`${listId}-${person.id}`}
            role="option"
            aria-selected={person.id === chosen}
            data-marked={person === active}
            onClick={() => onChoose(person.id)}
          >
            <strong>{pick(person)}</strong> <span>{t(`role.${person.role}`)}</span>
          </div>
        ))}
      </div>
      {shown.length === 0 && people.length > 0 && <p role="status">{t('session.nobody')}</p>}
    </div>
  );
}

function matches(person: Person, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return [person.nameEn.toLowerCase(), person.nameUr, person.id].some((text) => text.includes(wanted));
}

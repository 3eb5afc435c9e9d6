import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { useText } from '../../text/use-text.ts';
import { focusField } from '../../ui/entry-form.tsx';

interface CardFilterProps {
  readonly value: string;
  readonly onChange: (typed: string) => void;
  /** The person goes on in the list. */
  readonly onLeave: () => void;
}

/** Finds the card of the person at the counter among all that wait. */
export function CardFilter({ value, onChange, onLeave }: CardFilterProps) {
  const { t } = useText();
  const field = useRef<HTMLInputElement>(null);
  useShortcut({ keys: 'Ctrl+F', label: 'cards.find', where: 'here' }, () => {
    if (field.current !== null) focusField(field.current);
  });
  return (
    <TextInput
      ref={field}
      aria-label={t('cards.find')}
      placeholder={t('cards.findHint')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onChange('');
        if (event.key !== 'Enter' && event.key !== 'ArrowDown' && event.key !== 'Escape') return;
        event.preventDefault();
        onLeave();
      }}
      rightSection={<kbd>Ctrl F</kbd>}
      rightSectionWidth="4.2rem"
      autoComplete="off"
      spellCheck={false}
      dir="auto"
    />
  );
}

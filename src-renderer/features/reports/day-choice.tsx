import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Day } from '../../../src-shared/ids.ts';
import { addDays } from '../../../src-shared/licensing/calendar.ts';
import { asTyped, readTypedDay } from '../../text/typed-day.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import classes from './day-choice.module.css';

interface DayChoiceProps {
  readonly day: Day;
  readonly today: Day;
  /** Null is today. */
  readonly onChoose: (day: Day | null) => void;
}

/** A day by typing it, or by stepping from day to day. */
export function DayChoice({ day, today, onChoose }: DayChoiceProps) {
  const { t } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? undefined : readTypedDay(typed);

  function choose(next: Day): void {
    setTyped(null);
    onChoose(next >= today ? null : next);
  }

  return (
    <div role="group" aria-label={t('reports.day')} className={classes['choice']}>
      <KeyButton label="reports.dayBefore" keys="Alt+PageUp" onPress={() => choose(addDays(day, -1))} />
      <TextInput
        aria-label={t('reports.day')}
        value={typed ?? asTyped(day)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => (read === undefined ? setTyped(null) : choose(read))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && read !== undefined) choose(read);
        }}
        error={typed !== null && typed.length >= 8 && read === undefined ? t('people.wrong.birthDate') : undefined}
        autoFocus
        autoComplete="off"
        inputMode="numeric"
        dir="ltr"
        classNames={{ input: 'ltr' }}
      />
      <KeyButton
        label="reports.dayAfter"
        keys="Alt+PageDown"
        disabled={day >= today}
        onPress={() => choose(addDays(day, 1))}
      />
    </div>
  );
}

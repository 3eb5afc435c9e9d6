import { PasswordInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import { useAct } from '../../core/use-act.ts';
import { useTextIn } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSession } from '../session/session-store.ts';
import classes from './pin-form.module.css';

interface PinFormProps {
  readonly staff: NonNullable<SessionView['staff']>;
  readonly language: Language;
  /** What the PIN opens to. */
  readonly onOpen: () => Promise<unknown>;
}

/** The PIN of whoever is signed in takes the counter back from the test. */
export function PinForm({ staff, language, onOpen }: PinFormProps) {
  const { t, pick } = useTextIn(language);
  const unlock = useSession((state) => state.unlock);
  const { busy, problem, act } = useAct();
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);

  async function open(): Promise<void> {
    const opened = await act(async () => {
      await unlock(pin);
      await onOpen();
    });
    if (opened) return;
    setPin('');
    field.current?.focus();
  }

  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (pin !== '') void open();
      }}
    >
      <PasswordInput
        ref={field}
        label={t('signTest.exam.pin', { name: pick(staff) })}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        data-autofocus
        dir="ltr"
      />
      <ActButton type="submit" busy={busy} disabled={pin === ''}>
        {t('session.unlock')}
      </ActButton>
      <ProblemNotice problem={problem} />
    </form>
  );
}

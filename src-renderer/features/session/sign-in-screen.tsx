import { PasswordInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import type { StaffId } from '../../../src-shared/ids.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm, focusField } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { PersonPicker } from './person-picker.tsx';
import { useSession } from './session-store.ts';
import classes from './sign-in-screen.module.css';

/** Name, PIN, in: works with the cable out. */
export function SignInScreen({ people }: { people: SessionView['people'] }) {
  const { t } = useText();
  const signIn = useSession((state) => state.signIn);
  const { busy, problem, act, setProblem } = useAct();
  const [chosen, setChosen] = useState<StaffId | null>(null);
  const [pin, setPin] = useState('');
  const pinField = useRef<HTMLInputElement>(null);
  const practicePin = people.find((each) => each.id === chosen)?.practicePin ?? null;

  function choose(id: StaffId): void {
    setChosen(id);
    setProblem(null);
    if (pinField.current !== null) focusField(pinField.current);
  }

  async function enter(): Promise<void> {
    if (chosen === null || pin === '') return;
    const ok = await act(async () => signIn(chosen, pin));
    if (ok) return;
    setPin('');
    pinField.current?.focus();
  }

  return (
    <div className={classes['page']}>
      <h1>{t('session.title')}</h1>
      {people.length === 0 && <Notice tone="warn" title={t('session.noPeople')} />}
      <EntryForm label={t('session.title')} onSubmit={() => void enter()} className={classes['form']}>
        <PersonPicker people={people} chosen={chosen} onChoose={choose} />
        <PasswordInput
          ref={pinField}
          label={t('session.pin')}
          description={practicePin === null ? undefined : t('session.practicePin', { pin: practicePin })}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
        />
        <ProblemNotice problem={problem} />
        <ActButton type="submit" busy={busy} disabled={chosen === null || pin === ''}>
          {t('session.signIn')}
        </ActButton>
      </EntryForm>
    </div>
  );
}

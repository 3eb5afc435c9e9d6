import { Button, PasswordInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import { useAct } from '../../core/use-act.ts';
import { LanguageSwitch } from '../../shell/language-switch.tsx';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './lock-overlay.module.css';
import { useSession } from './session-store.ts';

/** Lies over the work until the PIN of the signed-in person is typed; Escape does not open it. */
export function LockOverlay({ staff }: { staff: NonNullable<SessionView['staff']> }) {
  const { t, pick } = useText();
  const unlock = useSession((state) => state.unlock);
  const signOut = useSession((state) => state.signOut);
  const { busy, problem, act } = useAct();
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);

  async function open(): Promise<void> {
    if (pin === '' || (await act(async () => unlock(pin)))) return;
    setPin('');
    field.current?.focus();
  }

  return (
    <Dialog title={t('session.locked')} onClose={() => field.current?.focus()} opaque>
      <EntryForm label={t('session.unlock')} onSubmit={() => void open()} className={classes['form']}>
        <p>{t('session.lockedLead', { name: pick(staff) })}</p>
        <PasswordInput
          ref={field}
          label={t('session.pin')}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          dir="ltr"
        />
        <ProblemNotice problem={problem} />
        <div className={classes['buttons']}>
          <ActButton type="submit" busy={busy} disabled={pin === ''}>
            {t('session.unlock')}
          </ActButton>
          <Button variant="default" onClick={() => void act(signOut)}>
            {t('session.otherPerson')}
          </Button>
          <div className={classes['language']}>
            <LanguageSwitch />
          </div>
        </div>
      </EntryForm>
    </Dialog>
  );
}

import { useState } from 'react';
import type { Drawer, ShiftView } from '../../../src-shared/contract/counter/till.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './open-shift.module.css';
import { RupeesField } from './rupees-field.tsx';
import { readRupees } from './typed-rupees.ts';

interface OpenShiftProps {
  readonly drawer: Drawer;
  readonly onOpened: (shift: ShiftView) => void;
  /** Where the field stands: a page opens at it, a dialog as well. */
  readonly inside: 'page' | 'dialog';
}

/** The first thing of the day: what lies in the drawer, and Enter. */
export function OpenShift({ drawer, onOpened, inside }: OpenShiftProps) {
  const { t, language } = useText();
  const { busy, problem, act } = useAct();
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(false);
  const float = readRupees(typed);

  function open(): void {
    setLeft(true);
    if (float === undefined) return;
    void act(async () => onOpened(await core.till.openShift({ float })));
  }

  if (drawer.dayClosed) {
    return (
      <Notice tone="stop" title={t('error.till.dayClosed.cause')}>
        <span>{t('error.till.dayClosed.action')}</span>
      </Notice>
    );
  }
  return (
    <EntryForm label={t('till.openShift')} onSubmit={open} className={classes['form']}>
      <p>{t('till.openShiftLead')}</p>
      <RupeesField
        label={t('till.float')}
        {...(drawer.lastFloat === null
          ? {}
          : { hint: t('till.lastFloat', { amount: formatRupees(drawer.lastFloat, language) }) })}
        value={typed}
        onChange={setTyped}
        wrong={left && float === undefined}
        opensHere={inside}
      />
      <ProblemNotice problem={problem} />
      <ActButton type="submit" size="lg" busy={busy} rightSection={<kbd>Enter</kbd>}>
        {t('till.openShift')}
      </ActButton>
    </EntryForm>
  );
}

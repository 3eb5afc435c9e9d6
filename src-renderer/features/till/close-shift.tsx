import { useState } from 'react';
import type { ShiftView } from '../../../src-shared/contract/counter/till.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './close-shift.module.css';
import { differenceWords } from './difference-words.ts';
import { CountCash, readCount, type TypedCount } from './count-cash.tsx';

interface CloseShiftProps {
  readonly shift: ShiftView;
  readonly onClosed: (shift: ShiftView) => void;
}

/** The drawer counted without knowing what should be in it; a difference asks for its reason. */
export function CloseShift({ shift, onClosed }: CloseShiftProps) {
  const { t, language } = useText();
  const { busy, problem, act, setProblem } = useAct();
  const [typed, setTyped] = useState<TypedCount>({});
  const [reason, setReason] = useState('');
  const count = readCount(typed);
  const differs = problem?.code === 'till.varianceUnexplained' ? problem.detail : null;
  const rupees = (value: unknown) => formatRupees(Number(value ?? 0), language);

  function close(): void {
    if (count === undefined || (differs !== null && !isReason(reason))) return;
    const said = isReason(reason) ? reason.trim() : null;
    void act(async () => onClosed(await core.till.closeShift({ shift: shift.shift, count, reason: said })));
  }

  return (
    <EntryForm label={t('till.countAndClose')} onSubmit={close} className={classes['form']}>
      <CountCash
        typed={typed}
        onType={(next) => {
          setTyped(next);
          setReason('');
          setProblem(null);
        }}
      />
      {differs === null ? (
        <ProblemNotice problem={problem} />
      ) : (
        <>
          <Notice tone="stop" title={differenceWords(Number(differs['variance'] ?? 0), { t, language })}>
            <span>
              {t('till.countedAgainst', {
                counted: rupees(differs['counted']),
                expected: rupees(differs['expected']),
              })}
            </span>
          </Notice>
          <OwnWordsField
            label={t('till.differenceReason')}
            hint={t('till.differenceHint')}
            value={reason}
            onChange={setReason}
            focusNow
          />
        </>
      )}
      <ActButton
        type="submit"
        size="lg"
        busy={busy}
        disabled={count === undefined}
        rightSection={<kbd>Ctrl Enter</kbd>}
      >
        {t('till.closeShift')}
      </ActButton>
    </EntryForm>
  );
}

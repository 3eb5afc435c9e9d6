import { Button } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import type { PracticeState, SampleVisit } from '../../../src-shared/contract/counter/practice.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { FaultSwitches } from './fault-switches.tsx';
import classes from './practice-panel.module.css';
import { handOverPapers, usePractice } from './practice-store.ts';
import { SampleApplicant } from './sample-applicant.tsx';
import { SupplyForm } from './supply-form.tsx';

export type PracticeChange = Partial<Omit<PracticeState, 'sitter'>> & { readonly handFeed?: number };

/** Faults on demand and sample applicants, beside the work. A digit presses the button that shows it. */
export function PracticePanel({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const state = useLoad('practice', async () => core.practice.state());
  const { problem, act } = useAct();
  const panel = useRef<HTMLDivElement>(null);

  function change(wanted: PracticeChange): void {
    void act(async () => state.replace(await core.practice.set(wanted)));
  }

  function seatNext(visit: SampleVisit): void {
    void act(async () => {
      const next = await core.practice.nextApplicant({ visit });
      usePractice.setState({ papers: next.person });
      state.replace(next.state);
    });
  }

  function handOver(): void {
    onClose();
    handOverPapers();
  }

  function pressDigit(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey) return;
    const key = event.code.replace(/^(Digit|Numpad)(?=\d$)/, '');
    const button = panel.current?.querySelector<HTMLButtonElement>(`button[data-digit="${CSS.escape(key)}"]`);
    if (button === null || button === undefined) return;
    event.preventDefault();
    button.focus();
    button.click();
  }

  return (
    <Dialog title={t('practice.title')} onClose={onClose} place="side">
      {/* The panel only listens for keys that its own buttons send. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={panel} className={classes['panel']} onKeyDown={pressDigit}>
        <ProblemNotice problem={state.problem ?? problem} />
        <SampleApplicant onSeat={seatNext} onHandOver={handOver} />
        {state.data !== null && <FaultSwitches state={state.data} onChange={change} />}
        {state.data !== null && (
          <SupplyForm key={`${state.data.ribbonLeft} ${state.data.feederCards}`} state={state.data} onChange={change} />
        )}
        <Button variant="default" onClick={onClose} rightSection={<kbd>F2</kbd>}>
          {t('app.close')}
        </Button>
      </div>
    </Dialog>
  );
}

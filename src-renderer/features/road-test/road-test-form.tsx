import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { RoadTestCase } from '../../../src-shared/contract/counter/road-test.ts';
import type { TestOutcome } from '../../../src-shared/ledger/entries/person-entries.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './road-test-form.module.css';

interface Line {
  readonly outcome: TestOutcome | null;
  readonly vehicle: string;
  readonly note: string;
}

interface RoadTestFormProps {
  readonly standing: RoadTestCase;
  readonly onRecorded: (now: RoadTestCase) => void;
  /** The page of a case begins at its first line; a list keeps the focus. */
  readonly opensHere: boolean;
}

const choices = [null, 'pass', 'fail', 'absent'] as const;
const letters: Readonly<Record<string, TestOutcome | null>> = {
  KeyP: 'pass',
  KeyF: 'fail',
  KeyA: 'absent',
  KeyN: null,
};

/** One line a category that can be driven today: what was seen, in which vehicle. Lines left alone are for later. */
export function RoadTestForm({ standing, onRecorded, opensHere }: RoadTestFormProps) {
  const { t } = useText();
  const { busy, problem, act } = useAct();
  const [lines, setLines] = useState<Readonly<Partial<Record<Category, Line>>>>({});
  const open = standing.categories.filter(({ passed, retryFrom }) => !passed && retryFrom === null);
  const lineOf = (category: Category): Line => lines[category] ?? { outcome: null, vehicle: '', note: '' };
  const set = (category: Category, change: Partial<Line>): void =>
    setLines((before) => ({ ...before, [category]: { ...lineOf(category), ...change } }));
  const said = open.filter(({ category }) => lineOf(category).outcome !== null);
  const ready =
    said.length > 0 &&
    said.every(({ category }) => lineOf(category).outcome === 'absent' || lineOf(category).vehicle.trim().length >= 2);

  async function record(): Promise<void> {
    if (!ready) return;
    const results = said.flatMap(({ category }) => {
      const { outcome, vehicle, note } = lineOf(category);
      return outcome === null
        ? []
        : [
            {
              category,
              outcome,
              vehicle: outcome === 'absent' ? null : vehicle.trim().toUpperCase(),
              note: note.trim(),
            },
          ];
    });
    await act(async () => {
      const now = await core.roadTest.record({ applicationId: standing.application.id, results });
      setLines({});
      onRecorded(now);
    });
  }

  return (
    <EntryForm label={t('roadTest.title')} onSubmit={() => void record()} className={classes['form']}>
      <p className={classes['lead']}>{t('roadTest.chooseLead')}</p>
      {open.map(({ category }, index) => {
        const line = lineOf(category);
        const drives = line.outcome === 'pass' || line.outcome === 'fail';
        return (
          <fieldset key={category} className={classes['line']}>
            <legend>{t(`category.${category}`)}</legend>
            <Outcomes
              name={category}
              outcome={line.outcome}
              opensHere={opensHere && index === 0}
              onChoose={(outcome) => set(category, { outcome })}
            />
            <TextInput
              label={t('roadTest.vehicle')}
              value={line.vehicle}
              onChange={(event) => set(category, { vehicle: event.currentTarget.value })}
              disabled={!drives}
              maxLength={30}
              autoComplete="off"
              dir="ltr"
            />
            <TextInput
              label={t('roadTest.note')}
              value={line.note}
              onChange={(event) => set(category, { note: event.currentTarget.value })}
              disabled={line.outcome === null}
              maxLength={200}
              autoComplete="off"
              dir="auto"
            />
          </fieldset>
        );
      })}
      <ProblemNotice problem={problem} />
      <div>
        <ActButton type="submit" disabled={!ready} busy={busy} rightSection={<kbd>Ctrl Enter</kbd>}>
          {t('roadTest.record')}
        </ActButton>
      </div>
    </EntryForm>
  );
}

interface OutcomesProps {
  readonly name: string;
  readonly outcome: TestOutcome | null;
  readonly opensHere: boolean;
  readonly onChoose: (outcome: TestOutcome | null) => void;
}

/** Pass, fail, absent or nothing yet: the arrow keys choose, and so do their letters. */
function Outcomes({ name, outcome, opensHere, onChoose }: OutcomesProps) {
  const { t } = useText();

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey) return;
    const chosen = letters[event.code];
    if (chosen === undefined) return;
    event.preventDefault();
    onChoose(chosen);
  }

  return (
    <div className={classes['outcomes']}>
      {choices.map((each) => (
        <label key={each ?? 'none'} data-outcome={each ?? 'none'}>
          <input
            type="radio"
            name={`outcome-${name}`}
            checked={outcome === each}
            onChange={() => onChoose(each)}
            onKeyDown={onKeyDown}
            autoFocus={opensHere && each === null}
          />
          <span>{each === null ? t('roadTest.notNow') : t(`roadTest.outcome.${each}`)}</span>
          <kbd>{each === null ? 'N' : each.charAt(0).toUpperCase()}</kbd>
        </label>
      ))}
    </div>
  );
}

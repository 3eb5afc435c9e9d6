import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { PracticeState } from '../../../src-shared/contract/counter/practice.ts';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../../ui/entry-form.tsx';
import type { PracticeChange } from './practice-panel.tsx';
import classes from './supply-form.module.css';

interface SupplyFormProps {
  readonly state: PracticeState;
  readonly onChange: (change: PracticeChange) => void;
}

/** How much ribbon and how many blanks the practice printer has; 0 is the end of either. */
export function SupplyForm({ state, onChange }: SupplyFormProps) {
  const { t } = useText();
  const [ribbonLeft, setRibbon] = useState(state.ribbonLeft);
  const [feederCards, setFeeder] = useState(state.feederCards);
  return (
    <EntryForm
      label={t('practice.printer')}
      onSubmit={() => onChange({ ribbonLeft, feederCards })}
      className={classes['form']}
    >
      <NumberInput
        label={t('practice.ribbonLeft')}
        value={ribbonLeft}
        onChange={(value) => setRibbon(Number(value))}
        min={0}
        max={200}
        allowDecimal={false}
        hideControls
        dir="ltr"
      />
      <NumberInput
        label={t('practice.feeder')}
        value={feederCards}
        onChange={(value) => setFeeder(Number(value))}
        min={0}
        max={100}
        allowDecimal={false}
        hideControls
        dir="ltr"
      />
      <Button type="submit" variant="default">
        {t('practice.set')}
      </Button>
    </EntryForm>
  );
}

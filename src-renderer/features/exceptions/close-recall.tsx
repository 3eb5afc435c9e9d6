import { Radio } from '@mantine/core';
import { useState } from 'react';
import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { RecallOutcome } from '../../../src-shared/ledger/entries/exception-entries.ts';
import type { Problem } from '../../core/problem.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './close-recall.module.css';

interface CloseRecallProps {
  readonly recall: RecallView;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onClose: (answer: { outcome: RecallOutcome; note: string }) => void;
  readonly onCancel: () => void;
}

/** A supervisor says how a recalled card ended, in a choice and a few words. */
export function CloseRecall({ recall, busy, problem, onClose, onCancel }: CloseRecallProps) {
  const { t, language } = useText();
  const [outcome, setOutcome] = useState<RecallOutcome>('returned');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      title={t('exceptions.closeTitle', { number: isolate(recall.licenceNumber, language) })}
      confirm={t('exceptions.recordRecall')}
      ready={isReason(note)}
      busy={busy}
      onSubmit={() => onClose({ outcome, note: note.trim() })}
      onClose={onCancel}
    >
      <Radio.Group
        label={t('exceptions.recallHow')}
        value={outcome}
        onChange={(value) => setOutcome(RecallOutcome.parse(value))}
      >
        <div className={classes['outcomes']}>
          {RecallOutcome.options.map((each, index) => (
            <Radio
              key={each}
              value={each}
              label={t(`exceptions.recallOutcome.${each}`)}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
        </div>
      </Radio.Group>
      <OwnWordsField label={t('exceptions.note')} hint={t('exceptions.noteHint')} value={note} onChange={setNote} />
      <ProblemNotice problem={problem} />
    </FormDialog>
  );
}

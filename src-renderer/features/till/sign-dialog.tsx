import { useState } from 'react';
import type { ShiftView } from '../../../src-shared/contract/counter/till.ts';
import type { Problem } from '../../core/problem.ts';
import { useText } from '../../text/use-text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { differenceWords } from './difference-words.ts';

interface SignDialogProps {
  readonly shift: ShiftView;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly onSign: (note: string) => void;
}

/** A supervisor answers for having seen a difference. */
export function SignDialog({ shift, busy, problem, onClose, onSign }: SignDialogProps) {
  const { t, language } = useText();
  const [note, setNote] = useState('');
  return (
    <FormDialog
      title={differenceWords(shift.variance ?? 0, { t, language })}
      confirm={t('till.sign')}
      ready
      busy={busy}
      onSubmit={() => onSign(note.trim())}
      onClose={onClose}
    >
      <p>
        <bdi>{shift.reason ?? ''}</bdi>
      </p>
      <OwnWordsField label={t('till.note')} hint={t('till.noteHint')} value={note} onChange={setNote} opensHere />
      <ProblemNotice problem={problem} />
    </FormDialog>
  );
}

import { useEffect } from 'react';
import { useConnection } from '../../core/connection-store.ts';
import { formatSecond, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { saveDraft, useDraft } from './draft-store.ts';
import classes from './saved-note.module.css';

/** Says "saved" only of what the core has committed. */
export function SavedNote() {
  const { t, language } = useText();
  const { state, savedAt } = useDraft();
  const generation = useConnection((connection) => connection.generation);

  useEffect(() => {
    if (generation > 0) void saveDraft();
  }, [generation]);

  return (
    <span role="status" className={classes['note']} data-state={state}>
      {state === 'failed' && t('drafts.unsaved')}
      {(state === 'saving' || state === 'typing') && t('drafts.saving')}
      {state === 'clean' && savedAt !== null && t('drafts.saved', { at: isolate(formatSecond(savedAt), language) })}
    </span>
  );
}

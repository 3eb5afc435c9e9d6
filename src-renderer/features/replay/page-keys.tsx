import { KeyButton } from '../../ui/key-button.tsx';
import classes from './page-keys.module.css';

interface PageKeysProps {
  readonly newer: (() => void) | null;
  readonly older: (() => void) | null;
}

/** Turns pages; not there while one page holds all. */
export function PageKeys({ newer, older }: PageKeysProps) {
  if (newer === null && older === null) return null;
  return (
    <div className={classes['keys']}>
      <KeyButton label="replay.newer" keys="N" disabled={newer === null} onPress={() => newer?.()} />
      <KeyButton label="replay.older" keys="O" disabled={older === null} onPress={() => older?.()} />
    </div>
  );
}

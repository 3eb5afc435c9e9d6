import type { ReactNode } from 'react';
import { KeysWork } from '../../shell/shortcut-store.ts';
import classes from './held-work.module.css';

/** Work that another counter has in hand: to look at, with every field, button and key out of use. */
export function HeldWork({ held, children }: { held: boolean; children: ReactNode }) {
  return (
    <KeysWork value={!held}>
      <fieldset disabled={held} className={classes['work']}>
        {children}
      </fieldset>
    </KeysWork>
  );
}

import type { ReactNode } from 'react';
import classes from './actions.module.css';

interface ActionsProps {
  /** What must be seen before going on: problems, warnings. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
}

/** The buttons that end a page: in sight at the bottom however long the page is, what goes on at the end of the line. */
export function Actions({ notice, children }: ActionsProps) {
  return (
    <div className={classes['actions']}>
      {notice}
      <div className={classes['buttons']}>{children}</div>
    </div>
  );
}

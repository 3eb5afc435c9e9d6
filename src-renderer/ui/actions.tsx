import type { ReactNode } from 'react';
import classes from './actions.module.css';

/** The buttons that end a page: in sight at the bottom however long the page is, what goes on at the end of the line. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={classes['actions']}>{children}</div>;
}

import type { ReactNode } from 'react';
import classes from './desk.module.css';

interface DeskProps {
  readonly title: string;
  /** Beside the heading. */
  readonly aside?: ReactNode;
  /** Over the full width, above the list: what the last act did, what stands in the way. */
  readonly notice?: ReactNode;
  readonly list: ReactNode;
  readonly children: ReactNode;
}

/** A page that fills the work area: a list on one side, the chosen line in full on the other. */
export function Desk({ title, aside, notice, list, children }: DeskProps) {
  return (
    <section className={classes['desk']}>
      <header className={classes['head']}>
        <h1>{title}</h1>
        {aside}
      </header>
      {notice !== undefined && <div className={classes['notice']}>{notice}</div>}
      <div className={classes['panes']}>
        <div className={classes['list']}>{list}</div>
        <div className={classes['chosen']}>{children}</div>
      </div>
    </section>
  );
}

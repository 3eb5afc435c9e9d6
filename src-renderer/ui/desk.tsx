import type { ReactNode } from 'react';
import classes from './desk.module.css';

interface DeskProps {
  readonly title: string;
  /** Over the full width: how things stand, what stands in the way. */
  readonly notice?: ReactNode;
  readonly list: ReactNode;
  /** Below the list: what the last act did, what belongs to the whole place. */
  readonly aside?: ReactNode;
  /** The lines say most of it themselves. */
  readonly wideList?: boolean;
  readonly children: ReactNode;
}

/** A page that fills the work area: a list on one side, the chosen line in full on the other. */
export function Desk({ title, notice, list, aside, wideList = false, children }: DeskProps) {
  return (
    <section className={classes['desk']}>
      {notice !== undefined && <div className={classes['notice']}>{notice}</div>}
      <div className={classes['panes']} data-wide={wideList}>
        <div className={classes['list']}>
          <h1>{title}</h1>
          {list}
          {aside}
        </div>
        <div className={classes['chosen']}>{children}</div>
      </div>
    </section>
  );
}

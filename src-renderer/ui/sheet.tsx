import type { ReactNode } from 'react';
import classes from './sheet.module.css';

/** A page of the work area: its heading, what it says beside it, its content. */
export function Sheet({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes['sheet']}>
      <header className={classes['head']}>
        <h1>{title}</h1>
        {aside}
      </header>
      {children}
    </section>
  );
}

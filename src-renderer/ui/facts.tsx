import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Labels and what they stand for, in as many columns as fit. */
export function Facts({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <dl className={classes['facts']} data-wide={wide}>
      {children}
    </dl>
  );
}

/** One of them. */
export function Fact({ label, children, full = false }: { label: string; children: ReactNode; full?: boolean }) {
  return (
    <div className={classes['fact']} data-full={full}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

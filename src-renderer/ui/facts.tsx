import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Labels and what they stand for, in as many columns of a size as fit. */
export function Facts({ children, size = 'small' }: { children: ReactNode; size?: 'small' | 'medium' | 'large' }) {
  return (
    <dl className={classes['facts']} data-size={size}>
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

import type { ReactNode } from 'react';
import classes from './dossier.module.css';

interface DossierProps {
  readonly label: string;
  readonly children: ReactNode;
  /** What can be done with it; stays in sight while the rest scrolls. */
  readonly acts?: ReactNode;
}

/** The chosen line in full. Scrolls by itself, so that its acts never leave the screen. */
export function Dossier({ label, children, acts }: DossierProps) {
  return (
    <section aria-label={label} className={classes['dossier']}>
      {/* Reachable by Tab, so that the arrow keys can scroll what does not fit. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div tabIndex={0} role="group" aria-label={label} className={classes['content']}>
        {children}
      </div>
      {acts !== undefined && acts !== false && <div className={classes['acts']}>{acts}</div>}
    </section>
  );
}

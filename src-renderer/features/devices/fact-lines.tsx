import type { ReactNode } from 'react';
import { formatCount } from '../../text/formats.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './fact-lines.module.css';

/** Labels and what a device tells, a line each, in one column or two. */
export function FactLines({ children, columns = 1 }: { children: ReactNode; columns?: 1 | 2 }) {
  return (
    <dl className={classes['lines']} data-columns={columns}>
      {children}
    </dl>
  );
}

export function FactLine({ label, children, full = false }: { label: string; children: ReactNode; full?: boolean }) {
  return (
    <div className={classes['line']} data-full={full}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A name or a count; a dash where the device tells none. */
export function ToldLine({ label, value, unit = '' }: { label: string; value: string | number | null; unit?: string }) {
  const told = typeof value === 'number' ? formatCount(value) : value;
  return <FactLine label={label}>{told === null || told === '' ? '–' : <Ltr>{`${told}${unit}`}</Ltr>}</FactLine>;
}

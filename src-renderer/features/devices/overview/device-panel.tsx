import type { ReactNode } from 'react';
import classes from './device-panel.module.css';

interface DevicePanelProps {
  readonly title: string;
  readonly condition: string;
  readonly tone: 'ok' | 'busy' | 'stop';
  readonly children: ReactNode;
}

/** One device: how it is in large letters, and what it says of itself. */
export function DevicePanel({ title, condition, tone, children }: DevicePanelProps) {
  return (
    <section aria-label={title} className={classes['panel']} data-tone={tone}>
      <header>
        <h2>{title}</h2>
        <strong role="status">{condition}</strong>
      </header>
      {children}
    </section>
  );
}

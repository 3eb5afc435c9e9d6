import type { ReactNode } from 'react';
import type { DeviceChoice } from '../../../../src-shared/contract/counter/devices.ts';
import { ChoiceName } from './choice-name.tsx';
import classes from './device-panel.module.css';

interface DevicePanelProps {
  readonly title: string;
  /** Which of them is in use. */
  readonly choice: DeviceChoice;
  readonly condition: string;
  readonly tone: 'ok' | 'busy' | 'stop';
  readonly children: ReactNode;
}

/** One device: how it is in large letters, and what it says of itself. */
export function DevicePanel({ title, choice, condition, tone, children }: DevicePanelProps) {
  return (
    <section aria-label={title} className={classes['panel']} data-tone={tone}>
      <header>
        <h2>{title}</h2>
        <span className={classes['choice']}>
          <ChoiceName choice={choice} />
        </span>
        <strong role="status">{condition}</strong>
      </header>
      {children}
    </section>
  );
}

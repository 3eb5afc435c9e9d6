import type { ReactNode } from 'react';
import type { ErrorCode } from '../../../src-shared/errors.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './device-panel.module.css';

interface DevicePanelProps {
  readonly title: string;
  readonly condition: string;
  readonly tone: 'ok' | 'busy' | 'stop';
  readonly fault: ErrorCode | null;
  readonly children: ReactNode;
}

/** One device: how it is in large letters, and for a fault the cause and the next action. */
export function DevicePanel({ title, condition, tone, fault, children }: DevicePanelProps) {
  return (
    <section aria-label={title} className={classes['panel']} data-tone={tone}>
      <header>
        <h2>{title}</h2>
        <strong role="status">{condition}</strong>
      </header>
      <ProblemNotice problem={fault === null ? null : { code: fault, detail: {} }} />
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  readonly tone: 'calm' | 'warn' | 'stop';
  readonly title: string;
  readonly children?: ReactNode;
}

/** Something to know that is no failure of the last act. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div role="status" className={classes['notice']} data-tone={tone}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}

import { useEffect, useRef } from 'react';
import classes from './empty-list.module.css';

interface EmptyListProps {
  readonly title: string;
  readonly lead?: string;
}

/** Stands where a list would be. Takes over the focus of a list that has just become empty. */
export function EmptyList({ title, lead }: EmptyListProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) element.current?.focus();
  }, []);
  return (
    <div ref={element} tabIndex={-1} className={classes['empty']}>
      <strong>{title}</strong>
      {lead !== undefined && <span>{lead}</span>}
    </div>
  );
}

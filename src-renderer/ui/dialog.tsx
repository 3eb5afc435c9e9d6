import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import classes from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** A side panel leaves the work visible; a wide one holds a list and stays where it is while the list grows. */
  readonly place?: 'centre' | 'side' | 'wide';
  /** Hides what lies underneath from passers-by. */
  readonly opaque?: boolean;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, children, place = 'centre', opaque = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Before the dialog leaves the page, so that the browser can give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return undefined;
    const before = document.activeElement;
    element.showModal();
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      element.close();
      // The browser gives the focus back while the dialog is leaving the page, and the field then has
      // the focus but takes no typing; given once more, when the dialog is gone, it does.
      requestAnimationFrame(() => giveBack(before));
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={classes['dialog']}
      data-place={place}
      data-opaque={opaque}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId} className={classes['title']}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

function giveBack(field: Element | null): void {
  if (!(field instanceof HTMLElement) || document.activeElement !== field) return;
  field.blur();
  field.focus();
}

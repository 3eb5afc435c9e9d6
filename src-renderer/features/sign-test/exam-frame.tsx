import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import classes from './exam-frame.module.css';

interface ExamFrameProps {
  readonly label: string;
  readonly language: Language;
  /** Escape calls the operator; it never leads out. */
  readonly onEscape: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
  readonly ref?: RefObject<HTMLDialogElement | null>;
}

/** Fills the whole screen in its taker's language; nothing below it can be reached. */
export function ExamFrame({ label, language, onEscape, onKey, children, ref }: ExamFrameProps) {
  const own = useRef<HTMLDialogElement>(null);
  const dialog = ref ?? own;
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return undefined;
    element.showModal();
    // Keys work from the frame itself, unless there is a field to type into.
    (element.querySelector<HTMLElement>('[data-autofocus]') ?? element).focus();
    return () => element.close();
  }, [dialog]);
  return (
    // The frame listens for its keys wherever the focus is within it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      tabIndex={-1}
      lang={language}
      dir={language === 'ur' ? 'rtl' : 'ltr'}
      aria-label={label}
      className={classes['frame']}
      onKeyDown={onKey}
      onCancel={(event) => {
        event.preventDefault();
        onEscape();
      }}
    >
      {children}
    </dialog>
  );
}

import { type FormEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';

interface EntryFormProps {
  readonly label: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

const FIELDS = 'input:not([type=hidden]):not([disabled]), select:not([disabled]), textarea:not([disabled])';

/**
 * A form for fast typists: Enter goes to the next field and, on the last one, goes on; Ctrl+Enter
 * goes on from anywhere. Radio groups count as one field.
 */
export function EntryForm({ label, onSubmit, children, className }: EntryFormProps) {
  const form = useRef<HTMLFormElement>(null);

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    const field = event.target;
    if (field instanceof HTMLButtonElement || field instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    const next = event.ctrlKey || !(field instanceof HTMLElement) ? undefined : nextField(form.current, field);
    if (next === undefined) onSubmit();
    else focusField(next);
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSubmit();
  }

  return (
    // The form only listens for a key that its own fields send.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form ref={form} aria-label={label} noValidate className={className} onSubmit={submit} onKeyDown={onKeyDown}>
      {children}
    </form>
  );
}

/** Puts the focus into a field and selects what is in it, ready to be typed over. */
export function focusField(field: HTMLElement): void {
  field.focus();
  if (field instanceof HTMLInputElement && field.type !== 'radio' && field.type !== 'checkbox') field.select();
}

function nextField(form: HTMLFormElement | null, from: HTMLElement): HTMLElement | undefined {
  const fields = form === null ? [] : [...form.querySelectorAll<HTMLElement>(FIELDS)];
  const group = radioGroup(from);
  const rest = fields.slice(fields.indexOf(from) + 1).filter((field) => group === null || radioGroup(field) !== group);
  return rest.find((field) => isStop(field, rest));
}

/** A radio group is entered at its chosen radio, or at its first. */
function isStop(field: HTMLElement, fields: readonly HTMLElement[]): boolean {
  const group = radioGroup(field);
  if (group === null || !(field instanceof HTMLInputElement)) return true;
  const members = fields.filter((each) => radioGroup(each) === group);
  const chosen = members.find((each) => each instanceof HTMLInputElement && each.checked) ?? members[0];
  return chosen === field;
}

function radioGroup(field: HTMLElement): string | null {
  return field instanceof HTMLInputElement && field.type === 'radio' ? field.name : null;
}

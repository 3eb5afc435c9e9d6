import { type FormEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';

interface EntryFormProps {
  readonly label: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

const FIELDS = ['input:not([type=hidden])', 'select', 'textarea']
  .map((field) => `${field}:not([disabled], [data-passed])`)
  .join(', ');

/**
 * A form for fast typists: Enter goes to the next field and, on the last one, goes on; Ctrl+Enter
 * goes on from anywhere. A group of radios or boxes counts as one field; one that is `data-passed` is reached by Tab.
 */
export function EntryForm({ label, onSubmit, children, className }: EntryFormProps) {
  const form = useRef<HTMLFormElement>(null);

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    const field = event.target;
    const typesEnter = field instanceof HTMLButtonElement || field instanceof HTMLTextAreaElement;
    if (typesEnter && !event.ctrlKey) return;
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
  const group = groupOf(from);
  const rest = fields
    .filter((field) => (from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
    .filter((field) => group === null || groupOf(field) !== group);
  return rest.find((field) => isStop(field, rest));
}

/** A group is entered at its chosen radio, or at its first field. */
function isStop(field: HTMLElement, fields: readonly HTMLElement[]): boolean {
  const group = groupOf(field);
  if (group === null) return true;
  const members = fields.filter((each) => groupOf(each) === group);
  const chosen = members.find((each) => each instanceof HTMLInputElement && each.type === 'radio' && each.checked);
  return (chosen ?? members[0]) === field;
}

function groupOf(field: HTMLElement): Element | null {
  const grouped = field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox');
  return grouped ? field.closest('[role=radiogroup], [role=group], fieldset') : null;
}

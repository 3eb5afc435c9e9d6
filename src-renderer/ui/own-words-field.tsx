import { TextInput } from '@mantine/core';

interface OwnWordsFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The field a dialog opens at. */
  readonly opensHere?: boolean;
  /** It has just appeared, and is what comes next. */
  readonly focusNow?: boolean;
}

/** Least letters of a reason, as the ledger asks for. */
const LEAST = 3;

/** Whether the words are enough for a reason. */
export function isReason(words: string): boolean {
  return words.trim().length >= LEAST;
}

/** A reason or a note in one's own words, in either script, as long as the ledger takes. */
export function OwnWordsField({
  label,
  hint,
  value,
  onChange,
  opensHere = false,
  focusNow = false,
}: OwnWordsFieldProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={200}
      autoComplete="off"
      dir="auto"
      autoFocus={focusNow}
      {...(opensHere ? { 'data-autofocus': true } : {})}
    />
  );
}

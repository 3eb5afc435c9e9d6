import { TextInput } from '@mantine/core';
import { useText } from '../../text/use-text.ts';

interface RupeesFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
  /** It was left, and is no amount. */
  readonly wrong?: boolean;
  /** The field a page opens at; of a dialog by `data-autofocus`. */
  readonly opensHere?: 'page' | 'dialog';
}

/** An amount in rupees, typed with or without commas, in either script's digits. */
export function RupeesField({ label, hint, value, onChange, wrong = false, opensHere }: RupeesFieldProps) {
  const { t } = useText();
  return (
    <TextInput
      label={label}
      description={hint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={wrong ? t('till.wholeRupees') : undefined}
      size="xl"
      inputMode="decimal"
      autoComplete="off"
      autoFocus={opensHere === 'page'}
      dir="ltr"
      classNames={{ input: 'ltr' }}
      {...(opensHere === 'dialog' ? { 'data-autofocus': true } : {})}
    />
  );
}

import { TextInput } from '@mantine/core';
import { type ReactNode, type Ref, useLayoutEffect, useRef } from 'react';
import { formatCnic, westernDigits } from '../../src-shared/licensing/cnic.ts';

interface CnicFieldProps {
  readonly label: string;
  /** Digits only, as many as are typed. */
  readonly value: string;
  readonly onChange: (digits: string) => void;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
  readonly size?: 'md' | 'xl';
}

/** Takes a CNIC with or without dashes and in Urdu digits, and shows it as it is written on the card. */
export function CnicField({ value, onChange, size = 'md', ...rest }: CnicFieldProps) {
  const wrapper = useRef<HTMLDivElement>(null);
  const digitsBeforeCaret = useRef<number | null>(null);

  // Dashes come and go while typing: the caret stays after the digit it was after.
  useLayoutEffect(() => {
    const input = wrapper.current?.querySelector('input') ?? null;
    if (input === null || digitsBeforeCaret.current === null || document.activeElement !== input) return;
    const caret = formatCnic(value.slice(0, digitsBeforeCaret.current)).length;
    input.setSelectionRange(caret, caret);
    digitsBeforeCaret.current = null;
  }, [value]);

  return (
    <TextInput
      {...rest}
      wrapperProps={{ ref: wrapper }}
      size={size}
      value={formatCnic(value)}
      onChange={({ currentTarget: { value: typed, selectionStart } }) => {
        digitsBeforeCaret.current = digitsOf(typed.slice(0, selectionStart ?? typed.length)).length;
        onChange(digitsOf(typed).slice(0, 13));
      }}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      dir="ltr"
      classNames={{ input: 'ltr' }}
    />
  );
}

function digitsOf(text: string): string {
  return westernDigits(text).replaceAll(/\D/g, '');
}

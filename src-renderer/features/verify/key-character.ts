/** The two characters of a key of the US layout, plain and with Shift, by `KeyboardEvent.code`. */
const keys: Readonly<Record<string, string>> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
};
const overDigits = ')!@#$%^&*(';

/** What a press of a key types. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly shiftKey: boolean;
}

/**
 * The character of a key as a keyboard of the US layout would type it, whatever layout the system has: a handheld
 * scanner presses keys by their place, and an Urdu layout would make Urdu of them. Empty for a key without one.
 */
export function usCharacter({ code, shiftKey }: Omit<KeyPress, 'key'>): string {
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit !== null) return shiftKey && digit[1] === 'Digit' ? (overDigits[Number(digit[2])] ?? '') : (digit[2] ?? '');
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // Capital or not: a code is written in capitals, and the Caps Lock of the PC may be on.
  if (letter !== undefined) return letter;
  return keys[code]?.[shiftKey ? 1 : 0] ?? '';
}

/** Does this press type something? */
export function typesSomething(press: KeyPress): boolean {
  return press.key.length === 1 || usCharacter(press) !== '';
}

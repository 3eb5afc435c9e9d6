import type { KeyPress } from '../../src-renderer/features/verify/key-character.ts';

/** Letters of base45 that need more than their own key on a keyboard of the US layout. */
const places: Readonly<Record<string, readonly [code: string, shiftKey: boolean]>> = {
  ' ': ['Space', false],
  $: ['Digit4', true],
  '%': ['Digit5', true],
  '*': ['Digit8', true],
  '+': ['Equal', true],
  '-': ['Minus', false],
  '.': ['Period', false],
  '/': ['Slash', false],
  ':': ['Semicolon', true],
};

/** The press of a key of the US layout that types this letter. */
export function pressOf(letter: string): KeyPress {
  const [code, shiftKey] = places[letter] ?? (/\d/.test(letter) ? [`Digit${letter}`, false] : [`Key${letter}`, true]);
  return { code, key: letter, shiftKey };
}

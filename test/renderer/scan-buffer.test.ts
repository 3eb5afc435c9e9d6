import { describe, expect, test } from 'vitest';
import { type KeyPress, usCharacter } from '../../src-renderer/features/verify/key-character.ts';
import { ScanBuffer } from '../../src-renderer/features/verify/scan-buffer.ts';
import { Authority, signed } from '../support/authority.ts';
import { pressOf } from '../support/us-keyboard.ts';

const text = signed(new Authority().counter());

/** What is in the buffer after the keys of a text, so many ms apart. */
function typed(letters: string, gap: number, change: (press: KeyPress) => KeyPress = (press) => press) {
  const buffer = new ScanBuffer();
  let at = 1_000;
  for (const letter of letters) buffer.press(change(pressOf(letter)), (at += gap));
  return { buffer, at };
}

describe('what comes from a keyboard', () => {
  test('is a scan when no person types as fast, however long the code', () => {
    for (const gap of [0, 2, 15, 40]) {
      const { buffer, at } = typed(text, gap);
      expect(buffer.isScan(at + gap), `${gap} ms a key`).toBe(true);
      expect(buffer.text('')).toBe(text);
    }
  });

  test('is a person else, and after a pause begins anew', () => {
    const slow = typed('GLT-0000017-4', 90);
    expect(slow.buffer.isScan(slow.at)).toBe(false);
    const short = typed('GLT-000', 5);
    expect(short.buffer.isScan(short.at)).toBe(false);
    const { buffer, at } = typed('GLT', 90);
    let now = at + 700;
    for (const letter of text) buffer.press(pressOf(letter), (now += 10));
    expect(buffer.isScan(now)).toBe(true);
    expect(buffer.text('')).toBe(text);
    expect(buffer.isScan(now + 1_000)).toBe(false);
  });

  test('is read by the place of the keys where the layout of the system is another', () => {
    const urdu = typed(text, 3, (press) => ({ ...press, key: /\d/.test(press.key) ? '۵' : 'ض' }));
    expect(urdu.buffer.text('')).toBe(text);
    const composing = typed(text, 3, (press) => ({ ...press, key: 'Process' }));
    expect(composing.buffer.text('')).toBe(text);
    const capsLock = typed(text, 3, (press) => ({ ...press, key: press.key.toLowerCase() }));
    expect(capsLock.buffer.text('')).toBe(text);
  });

  test('is read by its letters where the scanner knows the layout of the system', () => {
    // AZERTY: the place says Q where the letter is A.
    const azerty = typed(text, 3, (press) => (press.code === 'KeyA' ? { ...press, code: 'KeyQ' } : press));
    expect(azerty.buffer.text('')).toBe(text);
  });

  test('every letter of base45 has its key, plain and with Shift', () => {
    for (const letter of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:') {
      expect(usCharacter(pressOf(letter))).toBe(letter);
    }
    expect(usCharacter({ code: 'F5', shiftKey: false })).toBe('');
    expect(usCharacter({ code: 'Numpad7', shiftKey: true })).toBe('7');
  });
});

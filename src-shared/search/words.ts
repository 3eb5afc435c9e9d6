import { westernDigits } from '../licensing/cnic.ts';

/** Most words of one name, or of one search, that are looked at. */
export const MOST_WORDS = 8;

/**
 * Letters of Arabic script that Urdu keyboards, Arabic keyboards and old files write differently for the
 * same Urdu letter, and the one they are taken for: yeh, kaf, the four kinds of heh, alef with its signs.
 * Source: The Unicode Standard 16.0, chapter 9.2 (Arabic), notes on Urdu yeh, kaf and heh.
 */
const sameLetters: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ے: 'ی',
  ې: 'ی',
  ك: 'ک',
  ڪ: 'ک',
  ه: 'ہ',
  ھ: 'ہ',
  ة: 'ہ',
  ۃ: 'ہ',
  ۀ: 'ہ',
  ە: 'ہ',
  ٱ: 'ا',
  ں: 'ن',
  ڻ: 'ٹ',
};
const strange = new RegExp(`[${Object.keys(sameLetters).join('')}]`, 'g');

/**
 * The words of a name in the one spelling that is compared: small Latin letters without accents, Arabic
 * letters without vowel signs, hamza above or below, tatweel or zero-width joiners, western digits. What
 * stands between words (spaces, hyphens, dots) is dropped, an apostrophe joins; at most eight words.
 */
export function wordsOf(text: string): string[] {
  const plain = westernDigits(text)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\p{Cf}\u0640\u0621'’‘ʼ`]/gu, '')
    .replaceAll(strange, (letter) => sameLetters[letter] ?? letter);
  const words = plain.match(/[a-z]+|\p{Script=Arabic}+|\d+/gu) ?? [];
  return words.flatMap(apart).slice(0, MOST_WORDS);
}

/** `عبدالرحمان` is written in one word, in two and in three; it is two here: `عبدال` and the name. */
function apart(word: string, place: number, all: readonly string[]): string[] {
  if (/^عبدال..+/.test(word)) return ['عبدال', word.slice(5)];
  if (word === 'عبد' && all[place + 1]?.startsWith('ال') === true) return ['عبدال'];
  if (all[place - 1] === 'عبد' && /^ال..+/.test(word)) return [word.slice(2)];
  return [word];
}

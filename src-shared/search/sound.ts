import { wordsOf } from './words.ts';

/**
 * How Urdu letters sound, one sign for letters that Latin spellings of names do not tell apart: the five
 * of z, the three of s, retroflex and dental, aspirated and plain, kh and k and q, gh and g. After the
 * consonants of the ALA-LC romanization table for Urdu (https://www.loc.gov/catdir/cpso/romanization/urdu.pdf),
 * made coarser to what people write: no diacritics, and q, kh and gh by ear.
 */
const urduSounds: Readonly<Record<string, string>> = {
  ب: 'b',
  پ: 'p',
  ت: 't',
  ٹ: 't',
  ط: 't',
  ث: 's',
  س: 's',
  ص: 's',
  ج: 'j',
  چ: 'c',
  خ: 'k',
  ق: 'k',
  ک: 'k',
  د: 'd',
  ڈ: 'd',
  ذ: 'z',
  ز: 'z',
  ژ: 'z',
  ض: 'z',
  ظ: 'z',
  ر: 'r',
  ڑ: 'r',
  ش: 'x',
  غ: 'g',
  گ: 'g',
  ف: 'f',
  ل: 'l',
  م: 'm',
  ن: 'n',
};

/** Letters that are heard at the beginning of a word only; elsewhere spellings leave them out or add them. */
const urduBeginnings: Readonly<Record<string, string>> = { ا: 'a', ع: 'a', ح: 'h', ہ: 'h', و: 'w', ی: 'y' };

/** The same for Latin letters; pairs before single ones. */
const latinSounds: Readonly<Record<string, string>> = {
  ch: 'c',
  sh: 'x',
  ph: 'f',
  ck: 'k',
  b: 'b',
  c: 'k',
  d: 'd',
  f: 'f',
  g: 'g',
  j: 'j',
  k: 'k',
  l: 'l',
  m: 'm',
  n: 'n',
  p: 'p',
  q: 'k',
  r: 'r',
  s: 's',
  t: 't',
  x: 'kx',
  z: 'z',
};
const latinBeginnings: Readonly<Record<string, string>> = { h: 'h', w: 'w', v: 'w', y: 'y' };

/** Spellings whose letters mislead: s and h that are two sounds, th for ث, abbreviations, the article's assimilation. */
const spelled: Readonly<Record<string, string>> = {
  ishaq: 'ask',
  ishaque: 'ask',
  ishak: 'ask',
  uthman: 'asmn',
  othman: 'asmn',
  mohd: 'mmd',
  md: 'mmd',
  abdur: 'abdl',
  abdus: 'abdl',
  abduz: 'abdl',
  abdun: 'abdl',
  abdud: 'abdl',
};
/** `Habib-ur-Rehman` is حبیب الرحمان: the article between is no word of its own. */
const article = /^(u[lrdsznt]|ush|al|el)$/;

/**
 * How a word of `wordsOf` sounds, as a short key of consonants: equal for the English and the Urdu
 * spelling of one name (Hussain, Hussein, حسین: `hsn`). Empty for what has no sound of its own.
 */
export function soundOf(word: string): string {
  if (/^\d/.test(word)) return '';
  if (/^[a-z]/.test(word)) return spelled[word] ?? (article.test(word) ? '' : latinSound(word));
  return urduSound(/^ال..+/.test(word) ? word.slice(2) : word);
}

/** Sounds of all words of a text; `Salahuddin` is صلاح الدین, two words, and so it is taken. */
export function soundsOf(text: string): string[] {
  return wordsOf(text).flatMap(soundsOfWord);
}

/** The keys of one word: mostly one, none for an article. */
export function soundsOfWord(word: string): string[] {
  const [, name, din] = /^(..+?)u?d?(d[ie]+n)$/.exec(word) ?? [];
  const parts = name !== undefined && din !== undefined && /u[dl]?d[ie]+n$/.test(word) ? [name, din] : [word];
  return parts.map(soundOf).filter((sound) => sound !== '');
}

/** Do two names sound alike, word for word? */
export function soundsLike(a: string, b: string): boolean {
  const [left, right] = [soundsOf(a).join(' '), soundsOf(b).join(' ')];
  return left !== '' && left === right;
}

function urduSound(word: string): string {
  let sound = urduBeginnings[word.charAt(0)] ?? '';
  for (let place = 0; place < word.length; place += 1) {
    const [letter, next] = [word.charAt(place), word.charAt(place + 1)];
    sound += letter === 'پ' && next === 'ہ' ? 'f' : (urduSounds[letter] ?? '');
  }
  return sound;
}

function latinSound(word: string): string {
  const first = word.charAt(0);
  let sound = /[aeiou]/.test(first) ? 'a' : (latinBeginnings[first] ?? '');
  for (let place = 0; place < word.length; place += 1) {
    const letter = word.charAt(place);
    if (letter === word.charAt(place - 1)) continue;
    const pair = latinSounds[letter + word.charAt(place + 1)];
    if (pair !== undefined) place += 1;
    sound += pair ?? (letter === 'c' && /[eiy]/.test(word.charAt(place + 1)) ? 's' : (latinSounds[letter] ?? ''));
  }
  return sound;
}

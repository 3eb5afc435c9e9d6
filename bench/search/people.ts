import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import type { Cnic } from '../../src-shared/ids.ts';
import { families, men, women, type Name } from './name-lists.ts';

/** Numbers from a seed, from 0 up to, not including, 1: mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Rare names, beside the common ones: one person in so many bears one, of so many. */
const RARE_ONE_IN = 12;
const RARE_NAMES = 20_000;

/**
 * So many made-up people, always the same for a seed: common names as often as common names are (by
 * Zipf's law), several spellings, and a long tail of rare ones made of syllables. CNICs rise.
 */
export function* people(count: number, seed: number): Generator<PersonData> {
  const next = random(seed);
  const rare = rareNames(next);
  const common = { men: picker(men, next), women: picker(women, next), families: picker(families, next) };
  const given = (list: () => Name): Name =>
    next() < 1 / RARE_ONE_IN ? (rare[Math.floor(next() * rare.length)] ?? list()) : list();
  // Digits two to twelve rise evenly; the first says Punjab to Gilgit-Baltistan, the last the gender.
  const step = Math.floor(6e11 / count);
  for (let number = 0; number < count; number += 1) {
    const male = next() < 0.7;
    const family = common.families();
    const names = distinct(
      male
        ? [
            ...(next() < 0.35 ? [MUHAMMAD] : []),
            given(common.men),
            ...(next() < 0.6 ? [next() < 0.6 ? family : common.men()] : []),
          ]
        : [given(common.women), next() < 0.5 ? common.women() : family],
    );
    const father = distinct([
      ...(next() < 0.4 ? [MUHAMMAD] : []),
      given(common.men),
      ...(next() < 0.5 ? [family] : []),
    ]);
    const middle = String(100_000_000_000 + number * step + Math.floor(next() * step)).padStart(12, '0');
    const cnic = `${middle}${male ? 2 * Math.floor(next() * 5) + 1 : 2 * Math.floor(next() * 5)}` as Cnic;
    const day = new Date(
      Date.UTC(1946 + Math.floor(next() * 62), Math.floor(next() * 12), 1 + Math.floor(next() * 28)),
    );
    yield {
      cnic,
      nameEn: english(names, next),
      nameUr: names.map(({ urdu }) => urdu).join(' '),
      fatherEn: english(father, next),
      fatherUr: father.map(({ urdu }) => urdu).join(' '),
      birthDate: day.toISOString().slice(0, 10),
      gender: male ? 'male' : 'female',
      bloodGroup: null,
      phone: '03000000000',
      address: 'House 1, Jutial, Gilgit',
    };
  }
}

/** The same text with one typing mistake in a word of five letters or more; undefined where there is none. */
export function mistype(text: string, next: () => number): string | undefined {
  const words = text.split(' ');
  const long = words.flatMap((word, place) => (word.length >= 5 ? [place] : []));
  const place = long[Math.floor(next() * long.length)];
  const word = words[place ?? 0] ?? '';
  if (place === undefined) return undefined;
  const at = Math.floor(next() * word.length);
  const letter = 'abcdefghijklmnopqrstuvwxyz'.charAt(Math.floor(next() * 26));
  const mistakes = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  ];
  const wrong = mistakes[Math.floor(next() * 4)] ?? word;
  if (wrong.toLowerCase() === word.toLowerCase()) return mistype(text, next);
  return words.with(place, wrong).join(' ');
}

const MUHAMMAD = men[0] ?? { english: ['Muhammad'], urdu: 'محمد' };

/** Nobody is called Ahmed Ahmed. */
function distinct(names: readonly Name[]): readonly Name[] {
  return [...new Set(names)];
}

function english(names: readonly Name[], next: () => number): string {
  // The first spelling is the usual one.
  return names.map((each) => each.english[Math.floor(next() ** 2 * each.english.length)] ?? '').join(' ');
}

/** Picks by Zipf's law: the second is half as common as the first, and so on, softened. */
function picker(list: readonly Name[], next: () => number): () => Name {
  let sum = 0;
  const sums = list.map((_, place) => (sum += 1 / (place + 3)));
  return () => {
    const wanted = next() * sum;
    const place = sums.findIndex((reached) => reached >= wanted);
    return list[place] ?? MUHAMMAD;
  };
}

const beginnings: readonly (readonly [string, string])[] = [
  ['Sh', 'ش'],
  ['Kh', 'خ'],
  ['Gh', 'غ'],
  ['Ch', 'چ'],
  ['B', 'ب'],
  ['P', 'پ'],
  ['T', 'ت'],
  ['J', 'ج'],
  ['D', 'د'],
  ['R', 'ر'],
  ['Z', 'ز'],
  ['S', 'س'],
  ['F', 'ف'],
  ['Q', 'ق'],
  ['K', 'ک'],
  ['G', 'گ'],
  ['L', 'ل'],
  ['M', 'م'],
  ['N', 'ن'],
  ['W', 'و'],
  ['H', 'ہ'],
];
const vowels: readonly (readonly [string, string])[] = [
  ['a', ''],
  ['aa', 'ا'],
  ['ee', 'ی'],
  ['oo', 'و'],
  ['i', ''],
  ['u', ''],
];

function rareNames(next: () => number): readonly Name[] {
  const pick = <Value>(list: readonly [Value, ...Value[]] | readonly Value[]): Value =>
    list[Math.floor(next() * list.length)] as Value;
  return Array.from({ length: RARE_NAMES }, () => {
    const syllables = Array.from(
      { length: 2 + Math.floor(next() * 2) },
      () => [pick(beginnings), pick(vowels)] as const,
    );
    const end = pick(beginnings);
    const latin = syllables.map(([consonant, vowel]) => consonant[0] + vowel[0]).join('') + end[0];
    const urdu = syllables.map(([consonant, vowel]) => consonant[1] + vowel[1]).join('') + end[1];
    return { english: [latin.charAt(0) + latin.slice(1).toLowerCase()], urdu };
  });
}

import { soundsOfWord } from '../../src-shared/search/sound.ts';
import { wordsOf } from '../../src-shared/search/words.ts';
import type { IndexedPerson } from './index-messages.ts';

/** Marks of a person in the index, as one number and as words that no name can hold. */
export const OPEN = 1;
export const OWN = 2;
export const OPEN_MARK = '_1';
export const OWN_MARK = '_2';

/** Words of a person by where they stand. */
export interface PersonWords {
  readonly name: readonly string[];
  readonly father: readonly string[];
  readonly year: string;
}

/** As kept in `who`: English name, Urdu name, English father, Urdu father, birth year. */
export function writeWords(person: IndexedPerson): string {
  const names = [person.nameEn, person.nameUr, person.fatherEn, person.fatherUr];
  return [...names.map((name) => wordsOf(name).join(' ')), person.birthDate.slice(0, 4)].join('|');
}

export function readWords(text: string): PersonWords {
  const [nameEn = '', nameUr = '', fatherEn = '', fatherUr = '', year = ''] = text.split('|');
  return { name: listed(nameEn, nameUr), father: listed(fatherEn, fatherUr), year };
}

export function marksOf({ open, own }: IndexedPerson): number {
  return (open ? OPEN : 0) | (own ? OWN : 0);
}

/** Every word of a person once: what the vocabulary counts. */
export function vocabularyOf({ name, father }: PersonWords): ReadonlySet<string> {
  return new Set([...name, ...father]);
}

/** What the full-text index gets: words, sounds, year, marks. */
export function tokensOf(words: PersonWords, marks: number): string {
  const tokens = new Set<string>(vocabularyOf(words));
  for (const word of [...words.name, ...words.father]) for (const sound of soundsKept(word)) tokens.add(`_${sound}`);
  tokens.add(words.year);
  if ((marks & OPEN) !== 0) tokens.add(OPEN_MARK);
  if ((marks & OWN) !== 0) tokens.add(OWN_MARK);
  return [...tokens].join(' ');
}

/** A centre's people share a few thousand words. */
const MOST_KEPT = 50_000;
const kept = new Map<string, readonly string[]>();

function soundsKept(word: string): readonly string[] {
  const known = kept.get(word);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const sounds = soundsOfWord(word);
  kept.set(word, sounds);
  return sounds;
}

function listed(...texts: readonly string[]): string[] {
  return texts.flatMap((text) => (text === '' ? [] : text.split(' ')));
}

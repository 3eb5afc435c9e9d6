import { wordsOf } from '../../src-shared/search/words.ts';
import type { IndexedPerson } from './index-messages.ts';
import { nameTokens, OPEN_MARK, OWN_MARK, soundTokens } from './tokens.ts';

/** Marks of a person in the index, as one number. */
export const OPEN = 1;
export const OWN = 2;

/** Words of a person by where they stand. */
export interface PersonWords {
  readonly nameEn: readonly string[];
  readonly nameUr: readonly string[];
  readonly fatherEn: readonly string[];
  readonly fatherUr: readonly string[];
  readonly year: string;
}

/** As kept in `who`: English name, Urdu name, English father, Urdu father, birth year. */
export function writeWords(person: IndexedPerson): string {
  const names = [person.nameEn, person.nameUr, person.fatherEn, person.fatherUr];
  return [...names.map((name) => wordsOf(name).join(' ')), person.birthDate.slice(0, 4)].join('|');
}

export function readWords(text: string): PersonWords {
  const [nameEn, nameUr, fatherEn, fatherUr, year = ''] = text.split('|');
  return {
    nameEn: listed(nameEn),
    nameUr: listed(nameUr),
    fatherEn: listed(fatherEn),
    fatherUr: listed(fatherUr),
    year,
  };
}

export function marksOf({ open, own }: IndexedPerson): number {
  return (open ? OPEN : 0) | (own ? OWN : 0);
}

/** Every word of a person once: what the vocabulary counts. */
export function vocabularyOf({ nameEn, nameUr, fatherEn, fatherUr }: PersonWords): ReadonlySet<string> {
  return new Set([...nameEn, ...nameUr, ...fatherEn, ...fatherUr]);
}

/** What the full-text index gets: words and sounds of name and father, year, marks. */
export function tokensOf({ nameEn, nameUr, fatherEn, fatherUr, year }: PersonWords, marks: number): string {
  const tokens = new Set<string>();
  for (const [english, urdu, side] of [
    [nameEn, nameUr, 'own'],
    [fatherEn, fatherUr, 'father'],
  ] as const) {
    nameTokens(english, side, tokens);
    nameTokens(urdu, side, tokens);
    soundTokens(english, side, tokens);
    soundTokens(urdu, side, tokens);
  }
  tokens.add(year);
  if ((marks & OPEN) !== 0) tokens.add(OPEN_MARK);
  if ((marks & OWN) !== 0) tokens.add(OWN_MARK);
  return [...tokens].join(' ');
}

function listed(text = ''): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

import { soundOf, soundsOfWord } from '../../src-shared/search/sound.ts';

/** Whose name a word stands in; the father's words have a dot before them. */
export type Side = 'own' | 'father';

/** Marks no name can hold: an application that is not settled, one of the own centre. */
export const OPEN_MARK = '_1';
export const OWN_MARK = '_2';

/** How Muhammad sounds, in any spelling: see `nameTokens`. */
const COMMONEST = soundOf('muhammad');

/**
 * Words of one name as the index holds them. Muhammad stands before every third man's name and says little, yet
 * its list is the longest: beside it each other word is also held together with it (`muhammad~aslam`), and by
 * itself it is marked (`~muhammad`), so that no search has to walk through all Muhammads.
 */
export function nameTokens(words: readonly string[], side: Side, into: Set<string>): void {
  for (const word of words) into.add(placed(word, side));
  for (const [place, word] of words.entries()) {
    if (!isCommonest(word)) continue;
    if (words.length === 1) into.add(placed(alone(word), side));
    for (const [at, other] of words.entries()) if (at !== place) into.add(placed(together(word, other), side));
  }
}

/** The same for sounds, each behind an underscore. */
export function soundTokens(words: readonly string[], side: Side, into: Set<string>): void {
  nameTokens(words.flatMap(soundsKept).map(asSound), side, into);
}

export function placed(token: string, side: Side): string {
  return side === 'own' ? token : `.${token}`;
}

export function together(commonest: string, other: string): string {
  return `${commonest}~${other}`;
}

/** A name that is this one word. */
export function alone(commonest: string): string {
  return `~${commonest}`;
}

export function asSound(sound: string): string {
  return `_${sound}`;
}

export function isCommonest(word: string): boolean {
  return word.startsWith('_') ? word.slice(1) === COMMONEST : soundsKept(word)[0] === COMMONEST;
}

/** A centre's people share a few thousand words. */
const MOST_KEPT = 50_000;
const kept = new Map<string, readonly string[]>();

export function soundsKept(word: string): readonly string[] {
  const known = kept.get(word);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const sounds = soundsOfWord(word);
  kept.set(word, sounds);
  return sounds;
}

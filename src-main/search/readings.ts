import { soundsOfWord } from '../../src-shared/search/sound.ts';
import type { Vocabulary } from '../../src-shared/search/vocabulary.ts';
import type { IndexHit } from './index-messages.ts';

/** One way of reading what was typed: for each word what it may be. All words must be there. */
export interface Reading {
  readonly why: IndexHit['why'];
  readonly terms: readonly (readonly string[])[];
}

interface Typed {
  readonly vocabulary: Vocabulary;
  /** A space is behind the last word: it is whole. */
  readonly ended: boolean;
}

/** The ways to read some words, best first; each is worked out only when the ones before gave too little. */
export function* readings(typed: readonly string[], { vocabulary, ended }: Typed): Generator<Reading> {
  if (typed.length === 0) return;
  const known: (readonly string[])[] = typed.map((word) =>
    isNumber(word) || vocabulary.count(word) > 0 ? [word] : [],
  );
  const whole = known.every((term) => term.length > 0);
  if (whole) yield { why: 'words', terms: known };
  const endings = ended ? [] : vocabulary.endings(typed.at(-1) ?? '');
  const begun = known.with(typed.length - 1, endings);
  if (begun.every((term) => term.length > 0)) yield { why: 'words', terms: begun };
  yield* corrected(typed, { known, whole, vocabulary });
  const sounds = typed.flatMap((word) =>
    isNumber(word) ? [[word]] : soundsOfWord(word).map((sound) => [`_${sound}`]),
  );
  // A single consonant is no name.
  if (sounds.some(([sound = '']) => sound.startsWith('_') && sound.length > 2)) yield { why: 'sound', terms: sounds };
}

/** Words nobody bears are the mistyped ones; when all are borne, any one of them may be. */
function* corrected(
  typed: readonly string[],
  { known, whole, vocabulary }: { known: (readonly string[])[]; whole: boolean; vocabulary: Vocabulary },
): Generator<Reading> {
  const why = 'corrected';
  if (!whole) {
    const terms = known.map((term, place) => (term.length > 0 ? term : vocabulary.corrections(typed[place] ?? '')));
    if (terms.every((term) => term.length > 0)) yield { why, terms };
    return;
  }
  for (const [place, word] of typed.entries()) {
    const others = vocabulary.corrections(word);
    if (others.length > 0) yield { why, terms: known.with(place, others) };
  }
}

function isNumber(word: string): boolean {
  return /^\d/.test(word);
}

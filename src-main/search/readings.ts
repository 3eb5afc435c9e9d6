import type { Vocabulary } from '../../src-shared/search/vocabulary.ts';
import type { IndexHit } from './index-messages.ts';
import { asSound, soundsKept } from './tokens.ts';

/** What one typed word may be. */
export type Term = readonly string[];

/** One way of reading what was typed: for each word what it may be. All words must be there, and the numbers. */
export interface Reading {
  readonly why: IndexHit['why'];
  readonly terms: readonly Term[];
  readonly numbers: readonly string[];
  /** There are people of the very words: that others were meant is possible, not likely. */
  readonly doubtful?: true;
}

interface Typed {
  readonly vocabulary: Vocabulary;
  /** A space is behind the last word: it is whole. */
  readonly ended: boolean;
}

/** The ways to read some words, best first; each is worked out only when the ones before gave too little. */
export function* readings(words: readonly string[], { vocabulary, ended }: Typed): Generator<Reading> {
  const numbers = words.filter(isNumber);
  const typed = words.filter((word) => !isNumber(word));
  const known: Term[] = typed.map((word) => (vocabulary.count(word) > 0 ? [word] : []));
  const whole = known.every((term) => term.length > 0);
  if (whole) yield { why: 'words', terms: known, numbers };
  if (typed.length === 0) return;
  if (!ended && !isNumber(words.at(-1) ?? '')) {
    const begun = known.with(typed.length - 1, vocabulary.endings(typed.at(-1) ?? ''));
    if (begun.every((term) => term.length > 0)) yield { why: 'words', terms: begun, numbers };
  }
  for (const terms of corrected(typed, { known, whole, vocabulary })) {
    yield { why: 'corrected', terms, numbers, ...(whole && { doubtful: true }) };
  }
  const sounds = typed.flatMap(soundsKept);
  // A single consonant is no name.
  if (sounds.some((sound) => sound.length > 1))
    yield { why: 'sound', terms: sounds.map((sound) => [asSound(sound)]), numbers };
}

/** Words nobody bears are the mistyped ones; when all are borne, any one of them may be. */
function* corrected(
  typed: readonly string[],
  { known, whole, vocabulary }: { known: Term[]; whole: boolean; vocabulary: Vocabulary },
): Generator<readonly Term[]> {
  if (!whole) {
    const terms = known.map((term, place) => (term.length > 0 ? term : vocabulary.corrections(typed[place] ?? '')));
    if (terms.every((term) => term.length > 0)) yield terms;
    return;
  }
  for (const [place, word] of typed.entries()) {
    const others = vocabulary.corrections(word);
    if (others.length > 0) yield known.with(place, others);
  }
}

function isNumber(word: string): boolean {
  return /^\d/.test(word);
}

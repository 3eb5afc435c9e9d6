import type Database from 'better-sqlite3';
import { soundsOfWord } from '../../src-shared/search/sound.ts';
import type { Vocabulary } from '../../src-shared/search/vocabulary.ts';
import { wordsOf } from '../../src-shared/search/words.ts';
import type { IndexFound, IndexHit } from './index-messages.ts';
import { OPEN, OPEN_MARK, OWN, OWN_MARK, readWords } from './person-words.ts';

/** People looked at closely in one way of reading the words, beside those with an open application or of the own centre. */
const LOOKED_AT = 100;
/** So many hits and nobody wants those that only sound alike. */
const ENOUGH = 10;

/** One way of reading what was typed: for each word what it may be. All words must be there. */
interface Reading {
  readonly why: IndexHit['why'];
  readonly terms: readonly (readonly string[])[];
}

interface Candidate {
  readonly cnic: string;
  readonly marks: number;
  readonly words: ReadonlySet<string>;
  readonly name: ReadonlySet<string>;
}

export interface FindParts {
  readonly db: Database.Database;
  readonly vocabulary: Vocabulary;
}

/**
 * People whom words may mean, best first: the very words, the last one as a beginning, one word with a
 * typing mistake, all by their sound; within each, open applications and the own centre before others,
 * and the person's own name before the father's.
 */
export function findPeople(
  { db, vocabulary }: FindParts,
  { text, limit }: { text: string; limit: number },
): IndexFound {
  const typed = wordsOf(text);
  if (typed.length === 0) return { hits: [], corrected: null };
  const hits = new Map<string, IndexHit>();
  let corrected: string | null = null;
  for (const reading of readings(typed, { vocabulary, ended: /\s$/.test(text) })) {
    if (hits.size >= limit || (reading.why === 'sound' && hits.size >= ENOUGH)) break;
    const found = look(db, reading, limit).toSorted((a, b) => rank(b, typed) - rank(a, typed) || compare(a, b));
    if (reading.why === 'corrected' && hits.size === 0 && found[0] !== undefined) corrected = taken(reading, found[0]);
    for (const { cnic } of found) if (!hits.has(cnic)) hits.set(cnic, { cnic, why: reading.why });
  }
  return { hits: [...hits.values()].slice(0, limit), corrected };
}

function* readings(
  typed: readonly string[],
  { vocabulary, ended }: { vocabulary: Vocabulary; ended: boolean },
): Generator<Reading> {
  const known: (readonly string[])[] = typed.map((word) =>
    /^\d/.test(word) || vocabulary.count(word) > 0 ? [word] : [],
  );
  const unknown = known.filter((term) => term.length === 0).length;
  if (unknown === 0) yield { why: 'words', terms: known };
  const endings = ended ? [] : vocabulary.endings(typed.at(-1) ?? '');
  const begun = known.with(typed.length - 1, endings);
  if (begun.every((term) => term.length > 0)) yield { why: 'words', terms: begun };
  // Words nobody bears are the mistyped ones; when all are borne, any one of them may be.
  const others = typed.map((word) => vocabulary.corrections(word));
  if (unknown > 0) {
    const terms = known.map((term, place): readonly string[] => (term.length > 0 ? term : (others[place] ?? [])));
    if (terms.every((term) => term.length > 0)) yield { why: 'corrected', terms };
  } else {
    for (const [place, other] of others.entries())
      if (other.length > 0) yield { why: 'corrected', terms: known.with(place, other) };
  }
  const sounds = typed.flatMap((word) =>
    /^\d/.test(word) ? [[word]] : soundsOfWord(word).map((sound) => [`_${sound}`]),
  );
  // A single consonant is no name.
  if (sounds.some(([sound = '']) => sound.length > 2)) yield { why: 'sound', terms: sounds };
}

function look(db: Database.Database, { terms }: Reading, limit: number): Candidate[] {
  const all = terms.map((term) => `(${term.map((word) => `"${word}"`).join(' OR ')})`).join(' AND ');
  const ids = new Set(match(db, all, LOOKED_AT));
  if (ids.size === LOOKED_AT) {
    for (const mark of [OPEN_MARK, OWN_MARK]) for (const id of match(db, `${all} AND "${mark}"`, limit)) ids.add(id);
  }
  const who = db.prepare('select cnic, marks, words from who where id = ?');
  return [...ids].flatMap((id) => {
    const row = who.get(id) as { cnic: number; marks: number; words: string } | undefined;
    return row === undefined ? [] : [candidate(row)];
  });
}

function match(db: Database.Database, expression: string, limit: number): number[] {
  return db.prepare('select rowid from names where names match ? limit ?').pluck().all(expression, limit) as number[];
}

function candidate({ cnic, marks, words }: { cnic: number; marks: number; words: string }): Candidate {
  const { name, father, year } = readWords(words);
  const own = new Set(name);
  return { cnic: String(cnic).padStart(13, '0'), marks, name: own, words: new Set([...own, ...father, year]) };
}

/** Open before own before others; then the more of the typed words are in the person's own name the better. */
function rank({ marks, name }: Candidate, typed: readonly string[]): number {
  const inName = typed.filter((word) => name.has(word)).length / typed.length;
  return ((marks & OPEN) !== 0 ? 4 : 0) + ((marks & OWN) !== 0 ? 2 : 0) + inName;
}

function compare(a: Candidate, b: Candidate): number {
  return a.cnic < b.cnic ? -1 : 1;
}

/** The words as a hit bears them: what the person at the counter is told was looked for. */
function taken({ terms }: Reading, { words }: Candidate): string {
  return terms.map((term) => term.find((word) => words.has(word)) ?? term[0] ?? '').join(' ');
}

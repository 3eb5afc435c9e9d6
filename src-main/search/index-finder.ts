import type Database from 'better-sqlite3';
import type { Vocabulary } from '../../src-shared/search/vocabulary.ts';
import { wordsOf } from '../../src-shared/search/words.ts';
import type { IndexFound, IndexHit } from './index-messages.ts';
import { OPEN, OPEN_MARK, OWN, OWN_MARK, readWords } from './person-words.ts';
import { readings, type Reading } from './readings.ts';

/** People looked at closely in one reading, beside those with an open application or of the own centre. */
const LOOKED_AT = 100;
/** So many hits and nobody wants those that only sound alike. */
const ENOUGH = 10;

interface Candidate {
  readonly cnic: string;
  readonly marks: number;
  readonly words: ReadonlySet<string>;
  readonly name: ReadonlySet<string>;
}

/**
 * Finds people whom words may mean, best first: the very words, the last one as a beginning, one word with
 * a typing mistake, all by their sound; within each, open applications and the own centre before others,
 * and the person's own name before the father's.
 */
export class IndexFinder {
  readonly vocabulary: Vocabulary;
  readonly #match: Database.Statement;
  readonly #who: Database.Statement;

  constructor(db: Database.Database, vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
    this.#match = db.prepare('select rowid from names where names match ? limit ?').pluck();
    this.#who = db.prepare('select cnic, marks, words from who where id = ?');
  }

  find(text: string, limit: number): IndexFound {
    const typed = wordsOf(text);
    const hits = new Map<string, IndexHit>();
    let corrected: string | null = null;
    for (const reading of readings(typed, { vocabulary: this.vocabulary, ended: /\s$/.test(text) })) {
      const { why } = reading;
      if (hits.size >= limit || (why === 'sound' && hits.size >= ENOUGH)) break;
      const found = this.#look(reading, limit).toSorted((a, b) => rank(b, typed) - rank(a, typed) || compare(a, b));
      if (why === 'corrected' && hits.size === 0 && found[0] !== undefined) corrected = taken(reading, found[0]);
      for (const { cnic } of found) if (!hits.has(cnic)) hits.set(cnic, { cnic, why });
    }
    return { hits: [...hits.values()].slice(0, limit), corrected };
  }

  #look({ terms }: Reading, limit: number): Candidate[] {
    const all = terms.map((term) => `(${term.map((word) => `"${word}"`).join(' OR ')})`).join(' AND ');
    const ids = new Set(this.#match.all(all, LOOKED_AT) as number[]);
    if (ids.size === LOOKED_AT) {
      for (const mark of [OPEN_MARK, OWN_MARK]) {
        for (const id of this.#match.all(`${all} AND "${mark}"`, limit) as number[]) ids.add(id);
      }
    }
    return [...ids].flatMap((id) => {
      const row = this.#who.get(id) as { cnic: number; marks: number; words: string } | undefined;
      return row === undefined ? [] : [candidate(row)];
    });
  }
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

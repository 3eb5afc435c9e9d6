import type Database from 'better-sqlite3';
import type { Vocabulary } from '../../src-shared/search/vocabulary.ts';
import { wordsOf } from '../../src-shared/search/words.ts';
import { expressions, looseExpression } from './expression.ts';
import type { IndexFound, IndexHit } from './index-messages.ts';
import { OPEN, OWN, readWords, vocabularyOf } from './person-words.ts';
import { readings, type Reading } from './readings.ts';
import { OPEN_MARK, OWN_MARK } from './tokens.ts';

/** So many hits and nobody wants those that only sound alike. */
const ENOUGH = 10;

interface Candidate {
  readonly cnic: string;
  readonly marks: number;
  readonly words: ReadonlySet<string>;
}

/**
 * Finds people whom words may mean, best first: the very words, the last one as a beginning, one word with
 * a typing mistake, all by their sound; within each the own name before the father's, and then open
 * applications and the own centre before others.
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
    const words = wordsOf(text);
    const hits = new Map<string, IndexHit>();
    let corrected: string | null = null;
    if (words.length === 0) return { hits: [], corrected };
    for (const reading of readings(words, { vocabulary: this.vocabulary, ended: /\s$/.test(text) })) {
      const { why } = reading;
      if (hits.size >= (why === 'sound' ? Math.min(ENOUGH, limit) : limit)) break;
      const before = hits.size;
      const take = (expression: string): void => {
        const found = this.#look(expression, limit);
        if (why === 'corrected' && hits.size === 0 && found[0] !== undefined) corrected = taken(reading, found[0]);
        for (const { cnic } of found) if (!hits.has(cnic)) hits.set(cnic, { cnic, why });
      };
      for (const expression of expressions(reading)) if (hits.size < limit) take(expression);
      if (hits.size === before && !reading.doubtful && reading.terms.length > 1) take(looseExpression(reading));
    }
    return { hits: [...hits.values()].slice(0, limit), corrected };
  }

  /** People of one expression; of more than fit, those with an open application and of the own centre first. */
  #look(expression: string, limit: number): Candidate[] {
    const ids = new Set(this.#match.all(expression, limit) as number[]);
    if (ids.size === limit) {
      for (const mark of [OPEN_MARK, OWN_MARK]) {
        for (const id of this.#match.all(`${expression} AND "${mark}"`, limit) as number[]) ids.add(id);
      }
    }
    const found = [...ids].flatMap((id) => {
      const row = this.#who.get(id) as { cnic: number; marks: number; words: string } | undefined;
      return row === undefined ? [] : [candidate(row)];
    });
    return found.sort((a, b) => rank(b) - rank(a) || (a.cnic < b.cnic ? -1 : 1));
  }
}

function candidate({ cnic, marks, words }: { cnic: number; marks: number; words: string }): Candidate {
  return { cnic: String(cnic).padStart(13, '0'), marks, words: vocabularyOf(readWords(words)) };
}

function rank({ marks }: Candidate): number {
  return ((marks & OPEN) !== 0 ? 2 : 0) + ((marks & OWN) !== 0 ? 1 : 0);
}

/** The words as a hit bears them: what the person at the counter is told was looked for. */
function taken({ terms, numbers }: Reading, { words }: Candidate): string {
  return [...terms.map((term) => term.find((word) => words.has(word)) ?? term[0] ?? ''), ...numbers].join(' ');
}

import { WordBucket } from './word-bucket.ts';

/** Shorter words have too many neighbours; Urdu writes fewer letters. */
const SHORTEST_LATIN = 4;
const SHORTEST_URDU = 3;
const MOST_CORRECTIONS = 24;
const SHORTEST_BEGINNING = 2;
const MOST_ENDINGS = 64;

/** Every word of every name with how many people bear it: what a word may have been meant to be. */
export class Vocabulary {
  readonly #counts = new Map<string, number>();
  readonly #byLength = new Map<number, WordBucket>();
  readonly #byBeginning = new Map<string, Set<string>>();

  get size(): number {
    return this.#counts.size;
  }

  /** Takes that many bearers more, or fewer; a word nobody bears is gone. */
  add(word: string, bearers: number): void {
    const before = this.#counts.get(word) ?? 0;
    const now = before + bearers;
    if (now > 0) this.#counts.set(word, now);
    else this.#counts.delete(word);
    if (before <= 0 && now > 0) this.#list(word);
    if (before > 0 && now <= 0) this.#unlist(word);
  }

  count(word: string): number {
    return this.#counts.get(word) ?? 0;
  }

  /** Words one typing mistake away, the commonest first. */
  corrections(word: string): readonly string[] {
    if (word.length < (/^[a-z]/.test(word) ? SHORTEST_LATIN : SHORTEST_URDU) || /\d/.test(word)) return [];
    const found: string[] = [];
    for (const length of [word.length - 1, word.length, word.length + 1]) this.#byLength.get(length)?.near(word, found);
    return this.#commonest(found, MOST_CORRECTIONS);
  }

  /** Words that begin so, without the word itself, the commonest first. */
  endings(beginning: string): readonly string[] {
    if (beginning.length < SHORTEST_BEGINNING || /\d/.test(beginning)) return [];
    const found: string[] = [];
    for (const known of this.#byBeginning.get(beginning.slice(0, SHORTEST_BEGINNING)) ?? []) {
      if (known.length > beginning.length && known.startsWith(beginning)) found.push(known);
    }
    return this.#commonest(found, MOST_ENDINGS);
  }

  #commonest(words: string[], most: number): readonly string[] {
    return words.sort((a, b) => this.count(b) - this.count(a)).slice(0, most);
  }

  #list(word: string): void {
    made(this.#byLength, word.length, () => new WordBucket()).add(word);
    made(this.#byBeginning, word.slice(0, SHORTEST_BEGINNING), () => new Set<string>()).add(word);
  }

  #unlist(word: string): void {
    this.#byLength.get(word.length)?.remove(word);
    this.#byBeginning.get(word.slice(0, SHORTEST_BEGINNING))?.delete(word);
  }
}

function made<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

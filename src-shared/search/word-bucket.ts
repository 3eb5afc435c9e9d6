import { isOneTypo } from './typo.ts';

/**
 * Words of one length, to be gone through for those one typing mistake away. Beside each stands which letters
 * are in it, as bits: one mistake changes two of them at most, so that nearly every word is passed over
 * without being looked at.
 */
export class WordBucket {
  readonly #words: string[] = [];
  readonly #letters: number[] = [];
  readonly #places = new Map<string, number>();

  add(word: string): void {
    if (this.#places.has(word)) return;
    this.#places.set(word, this.#words.length);
    this.#words.push(word);
    this.#letters.push(lettersOf(word));
  }

  /** The last word takes the place of the one that goes. */
  remove(word: string): void {
    const place = this.#places.get(word);
    const [last, letters] = [this.#words.pop(), this.#letters.pop()];
    if (place === undefined || last === undefined || letters === undefined) return;
    this.#places.delete(word);
    if (last === word) return;
    this.#words[place] = last;
    this.#letters[place] = letters;
    this.#places.set(last, place);
  }

  /** Words one mistake away from `word`, added to `found`. */
  near(word: string, found: string[]): void {
    const letters = lettersOf(word);
    for (let place = 0; place < this.#letters.length; place += 1) {
      if (!differLittle(letters, this.#letters[place] ?? 0)) continue;
      const known = this.#words[place] ?? '';
      if (isOneTypo(word, known)) found.push(known);
    }
  }
}

/** Which letters a word has; letters that share a bit only make the look closer, never wrong. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let place = 0; place < word.length; place += 1) letters |= 1 << (word.charCodeAt(place) & 31);
  return letters;
}

/** At most two bits differ: clearing the lowest one twice leaves none. */
function differLittle(a: number, b: number): boolean {
  const different = a ^ b;
  const fewer = different & (different - 1);
  return (fewer & (fewer - 1)) === 0;
}

import type { SearchFound } from '../../../src-shared/contract/counter/search.ts';
import type { Counter } from '../../counter.ts';
import { handlers } from '../handlers.ts';
import { findByNumber } from './find-by-number.ts';
import { viewHit } from './view-hit.ts';

export const search = handlers.search.router({
  words: handlers.search.words.handler(({ input, context: { counter } }) => find(counter, input)),
});

/** Numbers first, from the store itself; what is no number, or nobody's, is taken as words. */
async function find(counter: Counter, { text, limit }: { text: string; limit: number }): Promise<SearchFound> {
  const { store, search: people } = counter;
  const began = performance.now();
  const numbered = findByNumber(store, text, limit);
  const found = numbered.length > 0 ? { hits: numbered, corrected: null } : await people.find(text, limit);
  const hits = found.hits.flatMap((hit) => viewHit(store, hit) ?? []);
  return { hits, corrected: found.corrected, tookMs: performance.now() - began, index: people.index };
}

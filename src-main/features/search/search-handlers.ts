import type { SearchFound } from '../../../src-shared/contract/counter/search.ts';
import type { Counter } from '../../counter.ts';
import { handlers } from '../handlers.ts';
import { findByNumber } from './find-by-number.ts';
import { viewHits } from './view-hits.ts';

export const search = handlers.search.router({
  words: handlers.search.words.handler(({ input, context: { counter } }) => find(counter, input)),
});

function find({ store }: Counter, { text, limit }: { text: string; limit: number }): SearchFound {
  const began = performance.now();
  const found = findByNumber(store, text, limit);
  const hits = found === undefined ? [] : viewHits(store, found.cnics, found.why);
  const tookMs = performance.now() - began;
  return { hits, corrected: null, tookMs, index: { state: 'off', done: 0, total: 0 } };
}

import { describe, it } from 'vitest';
import { runSeeds } from './run-seeds.ts';
import { blockOf, LIMIT_MS } from './seed-blocks.ts';

describe('counters and central, whatever happens between them', () => {
  const { first, count } = blockOf(1);
  it(`agree in the end: seeds ${first} to ${first + count - 1}`, () => runSeeds(first, count), LIMIT_MS);
});

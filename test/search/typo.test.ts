import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOneTypo } from '../../src-shared/search/typo.ts';
import { Vocabulary } from '../../src-shared/search/vocabulary.ts';

/** Optimal string alignment, the long way: a table of distances of all beginnings. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return rows[a.length]![b.length]!;
}

test('one typing mistake is a Damerau distance of one', () => {
  // Three letters: so that texts are near each other often.
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'م'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect([a, b, isOneTypo(a, b)]).toEqual([a, b, distance(a, b) === 1]);
    }),
    { numRuns: 20_000 },
  );
});

describe('a vocabulary', () => {
  test('corrects to the commonest of the words one mistake away', () => {
    const vocabulary = new Vocabulary();
    vocabulary.add('aslam', 10);
    vocabulary.add('islam', 90);
    vocabulary.add('akram', 500);
    expect(vocabulary.corrections('eslam')).toEqual(['islam', 'aslam']);
    expect(vocabulary.corrections('alsam')).toEqual(['aslam']);
    expect(vocabulary.corrections('aslam')).toEqual(['islam']);
    expect(vocabulary.corrections('1984')).toEqual([]);
  });

  test('forgets a word when the last one who bore it is gone', () => {
    const vocabulary = new Vocabulary();
    vocabulary.add('aslam', 2);
    vocabulary.add('aslam', -1);
    expect(vocabulary.endings('asl')).toEqual(['aslam']);
    vocabulary.add('aslam', -1);
    expect([vocabulary.size, vocabulary.count('aslam'), vocabulary.endings('asl')]).toEqual([0, 0, []]);
    expect(vocabulary.corrections('asiam')).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { entryIds } from '../../src-main/entry-ids.ts';

test('ids sort as they were made, within a millisecond and from one to the next', () => {
  let now = Date.UTC(2026, 2, 2, 4);
  const ids = entryIds({ now: () => now });
  const made = [1, 2, 3].flatMap(() => {
    now += 1;
    return Array.from({ length: 200 }, () => ids.uuid());
  });
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(600);
});

test('a clock that is set back makes earlier ids, and none twice', () => {
  let now = Date.UTC(2026, 2, 2, 4);
  const ids = entryIds({ now: () => now });
  const later = ids.uuid();
  now -= 60_000;
  const earlier = ids.uuid();
  expect(earlier < later).toBe(true);
  now += 60_000;
  expect(ids.uuid()).not.toBe(later);
});

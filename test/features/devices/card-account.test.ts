import { expect, test } from 'vitest';
import { unexplainedCards } from '../../../src-shared/devices/card-account.ts';

const sums = { countedFrom: 100, ended: 5, open: 0, others: 2 };

test.each([
  ['as the jobs say', sums, 107, { expected: 107, cards: 0 }],
  ['three more than anybody says', sums, 110, { expected: 107, cards: 3 }],
  ['one fewer', sums, 106, { expected: 107, cards: -1 }],
  ['an open job took its card', { ...sums, open: 1 }, 108, { expected: 108, cards: 0 }],
  ['an open job took none', { ...sums, open: 1 }, 107, { expected: 107, cards: 0 }],
  ['more than the open jobs can have taken', { ...sums, open: 2 }, 111, { expected: 109, cards: 2 }],
  ['other electronics', sums, 3, { expected: 107, cards: -104 }],
])('a counter that stands %s', (...row) => {
  const [, known, counted, expected] = row;
  expect(unexplainedCards(known, counted)).toEqual(expected);
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawPaper, isRight } from '../../src-shared/catalogue/question-paper.ts';
import { evenChance, sampleBank } from '../support/ready-to-test.ts';

const bank = sampleBank();
const topicOf = (id: string) => bank.questions.find((each) => each.id === id)!.topic;

/** Chance as fast-check has it: any sequence at all. */
const chances = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 300, maxLength: 300 });

test('a paper asks no question twice, gives every topic its turn, and leaves no answer out', () => {
  fc.assert(
    fc.property(chances, fc.integer({ min: 1, max: 40 }), (numbers, count) => {
      let at = 0;
      const paper = drawPaper(bank, count, (below) => (numbers[(at += 1) % numbers.length] ?? 0) % below)!;
      expect(paper).toHaveLength(count);
      expect(new Set(paper.map(({ id }) => id)).size).toBe(count);
      const counts = bank.topics.map(({ id }) => paper.filter((each) => topicOf(each.id) === id).length);
      // No topic has two more than another, but where that one has no more questions.
      const sizes = bank.topics.map(({ id }) => bank.questions.filter(({ topic }) => topic === id).length);
      const most = Math.max(...counts);
      for (const [index, each] of counts.entries()) expect(each >= most - 1 || each === sizes[index]).toBe(true);
      for (const asked of paper) {
        const { answers } = bank.questions.find(({ id }) => id === asked.id)!;
        expect(asked.shown.toSorted((a, b) => a - b)).toEqual([...answers.keys()]);
        const right = asked.shown.map((_, place) => isRight(bank, asked, place));
        expect(right.filter(Boolean)).toHaveLength(1);
        expect(isRight(bank, asked, null)).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
});

test('papers differ, and chance alone decides: the same chance draws the same paper', () => {
  const chance = evenChance();
  const papers = Array.from({ length: 50 }, () => JSON.stringify(drawPaper(bank, 10, chance)));
  expect(new Set(papers).size).toBe(50);
  expect(JSON.stringify(drawPaper(bank, 10, evenChance()))).toBe(papers[0]);
});

test('the right answer stands at every place about as often', () => {
  const chance = evenChance();
  const places = Array.from({ length: 200 }, () => drawPaper(bank, 10, chance)!)
    .flat()
    .map((asked) => asked.shown.findIndex((_, place) => isRight(bank, asked, place)));
  for (const place of [0, 1, 2, 3]) {
    const share = places.filter((each) => each === place).length / places.length;
    expect(share).toBeGreaterThan(0.21);
    expect(share).toBeLessThan(0.29);
  }
});

test('the same question comes with its answers in every order', () => {
  const chance = evenChance();
  const orders = new Map<string, Set<string>>();
  for (let paper = 0; paper < 600; paper += 1) {
    for (const { id, shown } of drawPaper(bank, 10, chance)!) {
      orders.set(id, (orders.get(id) ?? new Set()).add(shown.join('')));
    }
  }
  expect(orders.size).toBe(bank.questions.length);
  for (const [id, each] of orders) expect(each.size, id).toBeGreaterThan(12);
});

test('a bank with too few questions gives no paper', () => {
  expect(drawPaper(bank, bank.questions.length + 1, () => 0)).toBeUndefined();
});

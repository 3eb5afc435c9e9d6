import { z } from 'zod';
import type { QuestionBank } from './question-bank.ts';

/** One question as it is asked: which, and its answers in the order they are shown, as the bank counts them from 0. */
export const AskedQuestion = z.strictObject({ id: z.string().max(40), shown: z.array(z.int().min(0).max(9)).max(10) });
export type AskedQuestion = z.infer<typeof AskedQuestion>;

/** A whole number from 0 up to, not including, `below`. */
export type Chance = (below: number) => number;

/**
 * Draws a paper: every topic has its turn before one has a second, no question twice, questions and answers in an
 * order of their own. The paper says all of it, so that it can be shown again as it was. Undefined where the bank has
 * too few questions.
 */
export function drawPaper(bank: QuestionBank, count: number, chance: Chance): readonly AskedQuestion[] | undefined {
  if (bank.questions.length < count) return undefined;
  const topics = shuffled(bank.topics, chance).map(({ id }) =>
    shuffled(
      bank.questions.filter(({ topic }) => topic === id),
      chance,
    ),
  );
  const longest = Math.max(...topics.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, round) => topics.flatMap((questions) => questions[round] ?? []));
  const drawn = rounds.flat().slice(0, count);
  return shuffled(drawn, chance).map(({ id, answers }) => ({ id, shown: [...shuffled([...answers.keys()], chance)] }));
}

/** Is the answer at that place of those shown the right one? None chosen is wrong. */
export function isRight(bank: QuestionBank, { id, shown }: AskedQuestion, chosen: number | null): boolean {
  if (chosen === null) return false;
  const answers = bank.questions.find((question) => question.id === id)?.answers ?? [];
  return answers[shown[chosen] ?? -1]?.right === true;
}

/** Fisher and Yates: every order is as likely as any other. */
function shuffled<Item>(items: readonly Item[], chance: Chance): readonly Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = chance(last + 1);
    const [a, b] = [order[last], order[other]];
    if (a === undefined || b === undefined) throw new RangeError('chance is out of range');
    order[last] = b;
    order[other] = a;
  }
  return order;
}

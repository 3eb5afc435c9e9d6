import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readQuestionBank } from '../../src-shared/catalogue/question-bank.ts';
import type { ExamQuestion } from '../../src-shared/contract/counter/sign-test.ts';
import { shippedBanks } from '../../src-main/features/sign-test/question-banks.ts';

/** What an applicant who has learned knows: the right answer in English, by question and picture. */
const known = new Map(
  readdirSync(shippedBanks()).flatMap((name) => {
    const folder = join(shippedBanks(), name);
    const files = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
    const bank = readQuestionBank(files);
    if (!('questions' in bank)) throw new Error(`${name} is no bank of questions`);
    return bank.questions.map(({ text, picture, answers }): [string, string | undefined] => {
      const shown = picture === undefined ? null : (bank.pictures[picture] ?? null);
      return [keyOf(text.en, shown), answers.find(({ right }) => right === true)?.text.en];
    });
  }),
);

/** The place of the right answer among those that are shown. */
export function rightAnswer({ text, picture, answers }: Pick<ExamQuestion, 'text' | 'picture' | 'answers'>): number {
  const right = known.get(keyOf(text.en, picture));
  return answers.findIndex(({ en }) => en === right);
}

function keyOf(text: string, picture: unknown): string {
  return `${text} ${JSON.stringify(picture)}`;
}

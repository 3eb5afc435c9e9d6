import { z } from 'zod';
import { Day, RulesVersion } from '../ids.ts';
import type { CatalogueProblem } from './catalogue-problem.ts';
import { RuleId } from './dated-rule.ts';
import { readFile, type CatalogueText, type ReadFile } from './read-file.ts';
import { readPicture, type SignPicture } from './sign-picture.ts';
import { Words } from './words.ts';

/** Words that are really there in both languages: Urdu in its own script. */
const bothWords = Words.refine(({ ur }) => /\p{Script=Arabic}/u.test(ur), {
  path: ['ur'],
  message: 'the Urdu is missing: no letter of its script',
}).refine(({ en }) => /\p{Script=Latin}/u.test(en), { path: ['en'], message: 'the English is missing' });

export const Question = z.strictObject({
  id: RuleId,
  topic: RuleId,
  /** A file beside the bank's. */
  picture: z
    .string()
    .regex(/^[a-z0-9-]{1,40}\.svg$/)
    .optional(),
  text: bothWords,
  /** As many as there are keys for; `right` stands at one of them. */
  answers: z
    .array(z.strictObject({ text: bothWords, right: z.literal(true).optional() }))
    .min(2)
    .max(4),
});
export type Question = z.infer<typeof Question>;

/** One version of the questions of a sign test; rules name it by `bank`, and it counts from a day on. */
export const BankFile = z.strictObject({
  bank: RuleId,
  version: RulesVersion,
  from: Day,
  reference: z.string().min(3).max(200),
  topics: z.array(z.strictObject({ id: RuleId, title: bothWords })).min(1),
  questions: z.array(Question).min(1).max(2_000),
});
export type BankFile = z.infer<typeof BankFile>;

/** A bank with its pictures, checked. */
export interface QuestionBank extends BankFile {
  readonly pictures: Readonly<Record<string, SignPicture>>;
}

/** The name of the file with the questions; all others are pictures. */
export const BANK_FILE = 'bank.json';

/** How papers and entries name a version of a bank. */
export function nameOfBank({ bank, version }: Pick<BankFile, 'bank' | 'version'>): string {
  return `${bank}@${version}`;
}

/** Reads a bank and its pictures. One problem anywhere, and nothing of it is taken. */
export function readQuestionBank(texts: readonly CatalogueText[]): QuestionBank | readonly CatalogueProblem[] {
  const written = texts.find(({ file }) => nameOf(file) === BANK_FILE);
  if (written === undefined) return [{ file: BANK_FILE, line: 1, reason: 'is missing' }];
  const read = readFile(written, BankFile);
  const problems: CatalogueProblem[] = 'value' in read ? [...checkBank(read)] : [...read];
  const pictures: Record<string, SignPicture> = {};
  for (const each of texts.filter((text) => text !== written)) {
    const picture = readPicture(each);
    if ('shapes' in picture) pictures[nameOf(each.file)] = picture;
    else problems.push(...picture);
  }
  if ('value' in read) problems.push(...checkPictures(read, texts));
  return problems.length > 0 || !('value' in read) ? problems : { ...read.value, pictures };
}

function checkBank({ value: bank, problem }: ReadFile<BankFile>): readonly CatalogueProblem[] {
  const topics = bank.topics.map(({ id }) => id);
  const questions = bank.questions.flatMap((question, index) => {
    const say = (part: string, reason: string) => problem(['questions', index, part], `${question.id}: ${reason}`);
    const { id, topic, answers } = question;
    const right = answers.filter((answer) => answer.right === true).length;
    const first = bank.questions.findIndex((each) => each.id === id);
    return [
      ...(first === index ? [] : [say('id', `question ${first + 1} has the same id`)]),
      ...(topics.includes(topic) ? [] : [say('topic', `${topic} is no topic of this bank`)]),
      ...(right === 1 ? [] : [say('answers', `${right} answers are right; exactly one must be`)]),
      ...(['en', 'ur'] as const).flatMap((language) =>
        new Set(answers.map(({ text }) => text[language])).size === answers.length
          ? []
          : [say('answers', `two answers read the same (${language})`)],
      ),
    ];
  });
  const double = topics.flatMap((id, index) =>
    topics.indexOf(id) === index ? [] : [problem(['topics', index, 'id'], `topic ${id} stands twice`)],
  );
  const empty = bank.topics.flatMap(({ id }, index) =>
    bank.questions.some(({ topic }) => topic === id) ? [] : [problem(['topics', index], `topic ${id} has no question`)],
  );
  return [...questions, ...double, ...empty];
}

function checkPictures(
  { value: bank, problem }: ReadFile<BankFile>,
  texts: readonly CatalogueText[],
): readonly CatalogueProblem[] {
  const files = texts.map(({ file }) => nameOf(file)).filter((file) => file !== BANK_FILE);
  const missing = bank.questions.flatMap(({ id, picture }, index) =>
    picture === undefined || files.includes(picture)
      ? []
      : [problem(['questions', index, 'picture'], `${id}: picture ${picture} is missing`)],
  );
  const unused = texts.filter(
    ({ file }) => nameOf(file) !== BANK_FILE && !bank.questions.some(({ picture }) => picture === nameOf(file)),
  );
  return [...missing, ...unused.map(({ file }) => ({ file, line: 1, reason: 'no question shows it' }))];
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

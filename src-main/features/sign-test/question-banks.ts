import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { problemText } from '../../../src-shared/catalogue/catalogue-problem.ts';
import { nameOfBank, readQuestionBank, type QuestionBank } from '../../../src-shared/catalogue/question-bank.ts';
import type { Day } from '../../../src-shared/ids.ts';
import type { Log } from '../../ports.ts';

/** Every version of every bank on this counter: a folder each, read when a test first asks for one. */
export class QuestionBanks {
  readonly #folder: string;
  readonly #log: Log;
  #read: readonly QuestionBank[] | undefined;

  constructor({ folder, log }: { folder: string; log: Log }) {
    this.#folder = folder;
    this.#log = log;
  }

  /** The newest version of a bank that counts on that day; undefined where there is none. */
  inForce(bank: string, day: Day): QuestionBank | undefined {
    return this.#all()
      .filter((each) => each.bank === bank && each.from <= day)
      .toSorted((a, b) => (a.from > b.from ? -1 : 1))[0];
  }

  /** A version by the name papers give it. */
  find(name: string): QuestionBank | undefined {
    return this.#all().find((each) => nameOfBank(each) === name);
  }

  #all(): readonly QuestionBank[] {
    this.#read ??= existsSync(this.#folder)
      ? readdirSync(this.#folder, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .flatMap(({ name }) => this.#take(name))
      : [];
    return this.#read;
  }

  /** A bank with a problem is not asked from, and the log says where it is. */
  #take(name: string): readonly QuestionBank[] {
    const folder = join(this.#folder, name);
    const texts = readdirSync(folder).map((file) => ({
      file: `${name}/${file}`,
      text: readFileSync(join(folder, file), 'utf8'),
    }));
    const read = readQuestionBank(texts);
    if ('questions' in read) return [read];
    this.#log.error('a question bank was refused', { problems: problemText(read) });
    return [];
  }
}

/** The banks that came with the app: above this file whether it runs as it is, bundled, or from an archive. */
export function shippedBanks(from: string = import.meta.dirname): string {
  const here = join(from, 'resources', 'question-banks');
  return existsSync(here) || dirname(from) === from ? here : shippedBanks(dirname(from));
}

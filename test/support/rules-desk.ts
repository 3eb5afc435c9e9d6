import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  declineRules,
  findRules,
  proposeRules,
  publishRules,
  type Answer,
} from '../../src-central/catalogue/publish-rules.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import type { CatalogueProblem } from '../../src-shared/catalogue/catalogue-problem.ts';
import type { CatalogueText } from '../../src-shared/catalogue/read-file.ts';
import type { Result } from '../../src-shared/errors.ts';
import type { RulesVersion } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { settleAll } from './test-central.ts';

const SAMPLES = join(import.meta.dirname, '../../src-shared/catalogue/sample');

/** The files of a shipped version, as a file on disk has them. */
export function sampleTexts(version: string): CatalogueText[] {
  const folder = join(SAMPLES, version);
  const services = readdirSync(join(folder, 'services')).map((name) => `services/${name}`);
  return ['house.json', ...services].map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

interface Next {
  readonly version: string;
  readonly from: string;
  /** The sample it is made of. */
  readonly sample?: string;
}

interface LooseRule {
  id: string;
  to: string | null;
  is: string;
  each: string;
  category?: string;
  amount: number;
}

/** A file as JSON before anything checked it, with what tests change of services; the head has other fields. */
interface LooseFile {
  fees: LooseRule[];
  applicant: LooseRule[];
}

/** A sample as a new version of its own that begins on a day, with its files changed. */
export function nextTexts(
  { version, from, sample = '2025-02' }: Next,
  change: (file: string, value: LooseFile) => unknown = (_, value) => value,
): CatalogueText[] {
  return sampleTexts(sample).map(({ file, text }) => {
    const value = JSON.parse(text) as LooseFile;
    if (file === 'house.json') Object.assign(value, { version, from });
    return { file, text: JSON.stringify(change(file, value) ?? value, null, 2) };
  });
}

/** The rules desk at central without its pages: two administrators. */
export class RulesDesk {
  readonly #running: RunningCentral;

  constructor(running: RunningCentral) {
    this.#running = running;
  }

  async propose(texts: readonly CatalogueText[], by = 'first'): Promise<Result<Entry> | readonly CatalogueProblem[]> {
    const done = await proposeRules(this.#running.central, texts, { by, reason: 'Notification 17' });
    await settleAll(this.#running);
    return 'problems' in done ? done.problems : done.proposed;
  }

  async publish(version: string, answer: Partial<Answer> = {}): Promise<Result<Entry>> {
    const done = await publishRules(this.#running.central, { ...(await this.#answer(version)), ...answer });
    await settleAll(this.#running);
    return done;
  }

  async decline(version: string): Promise<Result<Entry>> {
    const done = await declineRules(this.#running.central, await this.#answer(version));
    await settleAll(this.#running);
    return done;
  }

  /** Both of them, and all that follows. */
  async bringOut(texts: readonly CatalogueText[]): Promise<void> {
    const proposed = await this.propose(texts);
    if (!('ok' in proposed) || !proposed.ok) throw new Error(JSON.stringify(proposed));
    const version = String(JSON.parse(texts.find(({ file }) => file === 'house.json')!.text).version);
    const published = await this.publish(version);
    if (!published.ok) throw new Error(published.code);
  }

  async #answer(version: string): Promise<Answer> {
    const state = await findRules(this.#running.central, version as RulesVersion);
    const sha256 = state?.sha256 ?? ('0'.repeat(64) as Answer['sha256']);
    return { version: version as RulesVersion, sha256, by: 'second', reason: 'as the notification says' };
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import {
  proposeRules,
  publishRules,
  declineRules,
  findRules,
  type Answer,
} from '../../src-central/catalogue/publish-rules.ts';
import { checkAdmin } from '../../src-central/pages/sessions.ts';
import { readRules, readVersion } from '../../src-central/pages/rules/rules-data.ts';
import { speaker } from '../../src-central/pages/words.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { problemText } from '../../src-shared/catalogue/catalogue-problem.ts';
import type { ComingChange } from '../../src-shared/catalogue/coming-changes.ts';
import { readCatalogue } from '../../src-shared/catalogue/read-catalogue.ts';
import type { CatalogueText } from '../../src-shared/catalogue/read-file.ts';
import { tell, type Said } from '../../src-shared/catalogue/said.ts';
import { Fault, type Result } from '../../src-shared/errors.ts';
import type { TextKey } from '../../src-shared/i18n/texts.ts';
import { RulesVersion } from '../../src-shared/ids.ts';
import { AdminName } from '../../src-shared/ledger/entries/exception-entries.ts';

export const RULES_HELP = `  -- rules                               versions of the rules, and what changes when
  -- rules check DIR                     reads a catalogue (house.json, services/*.json) and tells every problem
  -- rules propose DIR --name chief --reason "Notification 17"
  -- rules show VERSION                  what a version changes, and its fingerprint
  -- rules publish VERSION --name deputy --reason "as proposed"    a second person; or decline
       the password of --name is asked by --password or PARWANA_ADMIN_PASSWORD`;

interface Typed {
  readonly what: string | undefined;
  readonly about: string | undefined;
  readonly name: string | undefined;
  readonly password: string | undefined;
  readonly reason: string | undefined;
}

/** Works on the rules of a central as its pages do. Throws what is to be said when something is refused. */
export async function workOnRules({ central }: RunningCentral, typed: Typed): Promise<void> {
  const { what, about } = typed;
  if (what === undefined) return list(central);
  if (what === 'check') return check(z.string({ error: RULES_HELP }).parse(about));
  if (what === 'propose') {
    const texts = readFolder(z.string({ error: RULES_HELP }).parse(about));
    const done = await proposeRules(central, texts, await sayOf(central, typed));
    if ('problems' in done) throw new Error(problemText(done.problems));
    const { subject } = must(done.proposed);
    console.log(`${subject.slice('catalogue:'.length)} waits for a second person`);
    return undefined;
  }
  const version = RulesVersion.parse(about);
  if (what === 'show') return show(central, version);
  if (what !== 'publish' && what !== 'decline') throw new Error(RULES_HELP);
  const state = await findRules(central, version);
  if (state === undefined) throw new Fault('catalogue.notProposed', { version });
  const answer: Answer = { version, sha256: state.sha256, ...(await sayOf(central, typed)) };
  must(what === 'publish' ? await publishRules(central, answer) : await declineRules(central, answer));
  console.log(what === 'publish' ? `${version} is published, sha256 ${state.sha256}` : `${version} is declined`);
  return undefined;
}

/** The files of a folder as the problems name them. */
export function readFolder(folder: string): CatalogueText[] {
  if (!statSync(folder).isDirectory()) throw new Fault('input.malformed', { path: basename(folder) });
  const services = join(folder, 'services');
  const names = readdirSync(services).filter((name) => name.endsWith('.json'));
  return ['house.json', ...names.toSorted().map((name) => `services/${name}`)].map((file) => ({
    file,
    text: readFileSync(join(folder, file), 'utf8'),
  }));
}

function check(folder: string): void {
  const read = readCatalogue(readFolder(folder));
  if (!('house' in read)) throw new Error(problemText(read));
  console.log(`${read.house.version} from ${read.house.from}: ${read.services.length} services, no problem`);
}

async function list(central: RunningCentral['central']): Promise<void> {
  const { rows, shipped, inForce, coming } = await readRules(central);
  const mark = (version: string) => (version === inForce ? '  in force' : '');
  for (const row of rows) {
    const { version, from_day: from, stage, proposed_by: by, decided_by: decided } = row;
    console.log([version, from, stage, by, ...(decided === null ? [] : [decided])].join('  ') + mark(version));
  }
  for (const { version, from } of shipped) console.log(`${version}  ${from}  shipped${mark(version)}`);
  coming.forEach(tellChanges);
}

async function show(central: RunningCentral['central'], version: RulesVersion): Promise<void> {
  const file = await readVersion(central, version);
  if (file === undefined) throw new Fault('catalogue.notProposed', { version });
  const { state, changes } = file;
  console.log(`${version}  ${state.from}  ${state.stage}  sha256 ${state.sha256}`);
  if (changes === undefined) throw new Fault('catalogue.unreadable', { version });
  changes.forEach(tellChanges);
}

function tellChanges({ day, changes }: ComingChange): void {
  const say = speaker('en');
  const speech = {
    language: 'en',
    say: (key: string, values: Parameters<typeof say>[1]) => say(key as TextKey, values),
  } as const;
  const words = (said: Said | null) => (said === null ? 'nothing' : tell(said, speech));
  console.log(`\n${day}`);
  for (const { service, before, after } of changes) {
    console.log(`  ${service ?? 'house'}: ${words(before)}  ->  ${words(after)}`);
  }
}

async function sayOf({ db, now }: RunningCentral['central'], { name, password, reason }: Typed) {
  const by = AdminName.parse(name);
  const typed = password ?? process.env['PARWANA_ADMIN_PASSWORD'] ?? '';
  await checkAdmin(db, { name: by, password: typed }, now());
  return { by, reason: z.string({ error: RULES_HELP }).min(3).max(400).parse(reason) };
}

function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Fault(result.code, result.detail);
  return result.value;
}

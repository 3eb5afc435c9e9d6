import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comingChanges } from '../src-shared/catalogue/coming-changes.ts';
import { Catalogue, Catalogues } from '../src-shared/catalogue/catalogue.ts';
import { readCatalogue } from '../src-shared/catalogue/read-catalogue.ts';
import type { CatalogueText } from '../src-shared/catalogue/read-file.ts';
import type { CentreCode, Cnic } from '../src-shared/ids.ts';
import { eligibilityOf } from '../src-shared/ledger/eligibility.ts';
import { addDays } from '../src-shared/licensing/calendar.ts';
import { quantile, report, timed } from './harness.ts';
import { standings } from './rules/standings.ts';

/**
 * `npm run bench -- rules`: what rules as data cost. Every service answered for one person, with reasons, fee and
 * papers; beside it, turn about, a walk over the same rules with one comparison each. A sample is the best of three in
 * a row, so that it is the work and not what other processes took of the machine; `raw` is all of them. Then the reading of a
 * catalogue with all its checks, beside the bare parsing of the same files.
 */
const SAMPLE = join(import.meta.dirname, '../src-shared/catalogue/sample/2026-01');
const TODAY = '2026-11-22';
const ROUNDS = 3_000;

const texts: readonly CatalogueText[] = [
  'house.json',
  ...readdirSync(join(SAMPLE, 'services')).map((name) => `services/${name}`),
].map((file) => ({ file, text: readFileSync(join(SAMPLE, file), 'utf8') }));

function read(): Catalogue {
  const files = readCatalogue(texts);
  if (!('house' in files)) throw new Error('the sample cannot be read');
  return new Catalogue(files);
}

const catalogue = read();
const book = catalogue.on(TODAY);
const people = standings();
const question = { cnic: '7150112345671' as Cnic, birthDate: '1999-01-01', today: TODAY, centre: 'GLT' as CentreCode };

const answering: number[] = [];
const raw: number[] = [];
const walking: number[] = [];
let answered = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  const state = people[round % people.length];
  const once = () => timed(() => (answered += eligibilityOf(book, { ...question, state }).services.length));
  const three = [once(), once(), once()];
  raw.push(...three);
  answering.push(Math.min(...three));
  walking.push(timed(() => (answered += walk())));
}

/** Every rule of the day looked at once, and nothing made of it. */
function walk(): number {
  let inForce = 0;
  for (const { applicant, documents, tests, fees } of book.services) {
    for (const rule of [...applicant, ...documents, ...tests, ...fees]) if (rule.from <= TODAY) inForce += 1;
  }
  return inForce;
}

const reading: number[] = [];
const parsing: number[] = [];
for (let round = 0; round < 60; round += 1) {
  reading.push(timed(read));
  parsing.push(timed(() => texts.forEach(({ text }) => void JSON.parse(text))));
}

const ofDays = Array.from({ length: 300 }, (_, day) => timed(() => void catalogue.on(addDays(TODAY, day + 1))));
const next = new Catalogues([catalogue]);
const { house, services } = catalogue.files;
next.learn([
  new Catalogue({
    house: { ...house, version: 'next' as typeof house.version, from: '2026-12-01' },
    services: services.map((each) => ({
      ...each,
      fees: each.fees.map((fee) => ({
        ...fee,
        reference: 'A notice',
        ...('amount' in fee ? { amount: fee.amount + 100 } : {}),
      })) as typeof each.fees,
    })),
  }),
]);
const previewing = Array.from({ length: 60 }, () => timed(() => comingChanges(next, TODAY)));

if (answered === 0) throw new Error('nothing was answered');
// The first rounds teach the machine its way.
const warm = answering.slice(300);
report('rules', [
  {
    figure: 'eligibility_ms',
    value: quantile(warm, 0.99),
    unit: 'ms, p99, all services of a person',
    reach: { atMost: 2 },
  },
  { figure: 'eligibility_p50_ms', value: quantile(warm, 0.5), unit: 'ms' },
  {
    figure: 'eligibility_raw_p99_ms',
    value: quantile(raw.slice(900), 0.99),
    unit: 'ms, with what else the machine did',
  },
  { figure: 'eligibility_first_ms', value: raw[0] ?? Number.NaN, unit: 'ms, the first of a process' },
  {
    figure: 'walk_p50_ms',
    value: quantile(walking.slice(300), 0.5),
    unit: 'ms, the rules walked and nothing made of them',
  },
  { figure: 'day_p50_ms', value: quantile(ofDays, 0.5), unit: 'ms, the rules of a day nobody asked for yet' },
  {
    figure: 'read_ms',
    value: quantile(reading, 0.5),
    unit: 'ms, nine services read and checked',
    reach: { atMost: 100 },
  },
  {
    figure: 'read_vs_parse',
    value: quantile(reading, 0.5) / quantile(parsing, 0.5),
    unit: 'x JSON.parse of the same files',
  },
  { figure: 'preview_ms', value: quantile(previewing, 0.5), unit: 'ms, what changes with the next version' },
]);

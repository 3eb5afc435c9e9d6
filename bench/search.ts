import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { counterMigrations } from '../migrations/counter/index.ts';
import { findByNumber } from '../src-main/features/search/find-by-number.ts';
import { viewHit } from '../src-main/features/search/view-hit.ts';
import { PeopleSearch } from '../src-main/search/people-search.ts';
import { SearchSource } from '../src-main/search/search-source.ts';
import { sourceWorker } from '../src-main/search/worker-program.ts';
import { migrate } from '../src-main/store/migrate.ts';
import { Store } from '../src-main/store/store.ts';
import type { PersonData } from '../src-shared/licensing/person-data.ts';
import { wordsOf } from '../src-shared/search/words.ts';
import { report, type Figure } from './harness.ts';
import { longestGap, percentile, spread } from './search/measure.ts';
import { mistype, people, random } from './search/people.ts';
import { putPeople } from './search/put-people.ts';

/**
 * `npm run bench -- search [--people N]`: search as a counter does it, on a store of five million made-up people
 * (`people.ts`): the real store, the real feeder and worker, the index built from nothing by the real way.
 */
const { values } = parseArgs({
  options: { people: { type: 'string', default: '5000000' }, seed: { type: 'string', default: '7' } },
});
const [COUNT, SEED] = [Number(values.people), Number(values.seed)];
const ASKED = 2_000;
const LIMIT = 50;

const dir = mkdtempSync(join(tmpdir(), 'bench-search-'));
try {
  const key = randomBytes(32);
  const store = new Store(join(dir, 'counter.db'), key);
  migrate(store, counterMigrations);
  const sample = putPeople(store, people(COUNT, SEED), Math.max(1, Math.floor(COUNT / ASKED)));
  const place = { file: join(dir, 'search.db'), key };
  const search = new PeopleSearch({
    source: new SearchSource(store, () => 'GLT'),
    place,
    program: sourceWorker,
    log: { info: () => undefined, warn: console.error, error: console.error },
    freeBytes: () => Number.POSITIVE_INFINITY,
    monotonic: () => performance.now(),
  });
  const began = performance.now();
  const building = await longestGap(async () => {
    search.start();
    await search.settled();
  });
  const seconds = (performance.now() - began) / 1000;
  if (search.index.state !== 'ready') throw new Error(`the index is ${search.index.state}`);

  const figures = await measure({ store, search, sample });
  await search.stop();
  report('search', [
    ...figures,
    { figure: 'people', value: COUNT, unit: '' },
    { figure: 'build_rate', value: COUNT / seconds, unit: 'people/s' },
    { figure: 'build_blocked_ms', value: building, unit: 'ms' },
    { figure: 'index_bytes_a_person', value: statSync(place.file).size / COUNT, unit: 'B' },
  ]);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function measure({
  store,
  search,
  sample,
}: {
  store: Store;
  search: PeopleSearch;
  sample: readonly PersonData[];
}): Promise<Figure[]> {
  const next = random(SEED + 1);
  const find = async (text: string) => {
    const found = await search.find(text, LIMIT);
    return found.hits.flatMap((hit) => viewHit(store, hit) ?? []);
  };
  const typos = sample.flatMap((person) => {
    const text = mistype(person.nameEn, next);
    return text === undefined ? [] : [{ person, text }];
  });
  for (const { text } of typos.slice(0, 200)) await find(text);

  const cnic = await spread(sample, ({ cnic: digits }) =>
    findByNumber(store, digits, LIMIT).map((hit) => viewHit(store, hit)),
  );
  const begun = await spread(sample, ({ cnic: digits }) =>
    findByNumber(store, digits.slice(0, 7), LIMIT).map((hit) => viewHit(store, hit)),
  );
  const prefix = await spread(sample, ({ nameEn }) => find(nameEn.slice(0, Math.max(4, nameEn.length - 2))));
  const exact = await spread(sample, ({ nameEn }) => find(`${nameEn} `));
  let found = 0;
  const typo = await spread(typos, async ({ person, text }) => {
    const hits = await find(text);
    if (hits.some((hit) => hit.cnic === person.cnic || sameWords(hit.nameEn, person.nameEn))) found += 1;
  });
  let foundThemself = 0;
  const whole = await spread(typos, async ({ person, text }) => {
    const hits = await find(`${text} ${person.fatherEn} ${person.birthDate.slice(0, 4)}`);
    if (hits.some((hit) => hit.cnic === person.cnic)) foundThemself += 1;
  });
  const searching = performance.now();
  const blocked = await longestGap(() => spread(typos.slice(0, 500), ({ text }) => find(text)));
  // The same while with nothing to do: what the machine itself makes a command wait.
  const idle = await longestGap(() => wait(performance.now() - searching));
  return [
    { figure: 'cnic_p99_ms', value: percentile(cnic, 0.99), unit: 'ms', reach: { atMost: 1 } },
    { figure: 'cnic_beginning_p99_ms', value: percentile(begun, 0.99), unit: 'ms' },
    { figure: 'typo_p50_ms', value: percentile(typo, 0.5), unit: 'ms' },
    { figure: 'typo_p99_ms', value: percentile(typo, 0.99), unit: 'ms', reach: { atMost: 30 } },
    { figure: 'typo_recall', value: found / typos.length, unit: '', reach: { atLeast: 0.98 } },
    { figure: 'typo_with_father_and_year_p99_ms', value: percentile(whole, 0.99), unit: 'ms' },
    { figure: 'typo_with_father_and_year_recall', value: foundThemself / typos.length, unit: '' },
    { figure: 'prefix_p99_ms', value: percentile(prefix, 0.99), unit: 'ms' },
    { figure: 'exact_p99_ms', value: percentile(exact, 0.99), unit: 'ms' },
    { figure: 'idle_gap_ms', value: idle, unit: 'ms' },
    { figure: 'blocked_ms', value: blocked, unit: 'ms' },
  ];
}

/** Somebody else of the very same name: who of them was meant, no search can tell. */
function sameWords(a: string, b: string): boolean {
  return wordsOf(a).toSorted().join(' ') === wordsOf(b).toSorted().join(' ');
}

import { join } from 'node:path';
import { expect } from 'vitest';
import { people } from '../../bench/search/people.ts';
import { putPeople } from '../../bench/search/put-people.ts';
import { PeopleSearch } from '../../src-main/search/people-search.ts';
import { writeWords } from '../../src-main/search/person-words.ts';
import { SearchSource } from '../../src-main/search/search-source.ts';
import { sourceWorker } from '../../src-main/search/worker-program.ts';
import { openCiphered } from '../../src-main/store/cipher.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { TestStore } from './test-store.ts';

/** A real store with the real search on it, in its worker; the test decides time and room. */
export class SearchBench {
  readonly kept: TestStore;
  readonly #folder: string | undefined;
  log: string[] = [];
  /** Free bytes on the disk, as the search is told. */
  free = Number.POSITIVE_INFINITY;
  /** Milliseconds that a test moves on. */
  monotonic = 0;
  search: PeopleSearch;

  /** `folder` is where the index lies; beside the store unless told otherwise. */
  constructor(folder?: string) {
    this.kept = new TestStore();
    this.#folder = folder;
    this.search = this.#create();
  }

  get file(): string {
    return join(this.#folder ?? this.kept.dir, 'search.db');
  }

  /** Another run of the core on the same files. */
  start(): void {
    this.search = this.#create();
    this.search.start();
  }

  /** So many people, straight into the store. */
  fill(count: number): PersonData[] {
    return putPeople(this.kept.store, people(count, 5), 1);
  }

  async cnicsOf(text: string): Promise<string[]> {
    return (await this.search.find(text, 50)).hits.map(({ cnic }) => cnic);
  }

  /** Was the index built since the log was emptied? */
  get hasBuilt(): boolean {
    return this.log.some((line) => line.startsWith('search index is built'));
  }

  /** What the index holds, read from its file after the worker has let go of it, against the store. */
  async expectEqual(): Promise<void> {
    await this.search.settled();
    await this.search.stop();
    const db = openCiphered(this.file, this.kept.key);
    const held = db.prepare("select printf('%013d', cnic) as cnic, marks, words from who order by cnic").all();
    const bearers = db.prepare('select word, bearers from word').raw().all() as [string, number][];
    const indexed = db.prepare('select count(*) from names').pluck().get();
    db.close();
    const source = new SearchSource(this.kept.store, () => 'GLT');
    const expected = allOf(source).map((person) => ({
      cnic: person.cnic,
      marks: (person.open ? 1 : 0) + (person.own ? 2 : 0),
      words: writeWords(person),
    }));
    expect(held).toEqual(expected);
    expect(indexed).toBe(expected.length);
    const counts = new Map<string, number>();
    for (const { words } of expected) {
      const names = words.split('|').slice(0, 4).join(' ').split(' ');
      for (const word of new Set(names)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    expect(new Map(bearers)).toEqual(counts);
    expect(source.waits).toBe(false);
  }

  async destroy(): Promise<void> {
    await this.search.stop();
    this.kept.destroy();
  }

  #create(): PeopleSearch {
    const note = (what: string, facts?: unknown) => void this.log.push(`${what} ${JSON.stringify(facts ?? {})}`);
    return new PeopleSearch({
      source: new SearchSource(this.kept.store, () => 'GLT'),
      place: { file: this.file, key: this.kept.key },
      program: sourceWorker,
      log: { info: note, warn: note, error: note },
      freeBytes: () => this.free,
      monotonic: () => this.monotonic,
    });
  }
}

function allOf(source: SearchSource) {
  const all = [];
  for (let after = 0; ;) {
    const { people: page, upTo } = source.page(after);
    if (page.length === 0) return all.toSorted((a, b) => (a.cnic < b.cnic ? -1 : 1));
    all.push(...page);
    after = upTo;
  }
}

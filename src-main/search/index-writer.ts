import type Database from 'better-sqlite3';
import { Vocabulary } from '../../src-shared/search/vocabulary.ts';
import type { IndexFile } from './index-file.ts';
import type { IndexedPerson } from './index-messages.ts';
import { marksOf, readWords, tokensOf, vocabularyOf, writeWords } from './person-words.ts';

/** Pages of the full-text index that one step of merging writes: some ten milliseconds. */
const MERGE_PAGES = 200;

/** Takes people into the index and out of it; taking the same person twice changes nothing. */
export class IndexWriter {
  readonly #file: IndexFile;
  #vocabulary = new Vocabulary();
  #statements: Statements;
  #words = new Map<string, number>();

  constructor(file: IndexFile) {
    this.#file = file;
    this.#statements = prepare(file.db);
    this.#read();
  }

  get vocabulary(): Vocabulary {
    return this.#vocabulary;
  }

  reset(indexId: string): void {
    this.#file.reset(indexId);
    this.#statements = prepare(this.#file.db);
    this.#read();
  }

  /** People in the store's order; on disk after a `commit`, with the place of the last one. */
  build(people: readonly IndexedPerson[], { upTo, commit }: { upTo: number; commit: boolean }): void {
    this.#whole(() => {
      const { db } = this.#file;
      if (!db.inTransaction) db.exec('begin');
      for (const person of people) this.#put(person);
      if (!commit) return;
      this.#writeWords();
      db.prepare('update standing set built_to = ?').run(upTo);
      db.exec('commit');
    });
  }

  /** A batch of changes, all or nothing. */
  apply(batch: number, { people, gone }: { people: readonly IndexedPerson[]; gone: readonly string[] }): void {
    this.#whole(() => {
      const { db } = this.#file;
      db.exec('begin');
      for (const person of people) this.#put(person);
      for (const cnic of gone) this.#remove(Number(cnic));
      this.#writeWords();
      const last = JSON.stringify([...people.map(({ cnic }) => cnic), ...gone]);
      db.prepare('update standing set batch = ?, last = ?').run(batch, last);
      db.exec('commit');
    });
  }

  complete(): void {
    this.#file.db.prepare('update standing set complete = 1').run();
  }

  /** One step towards one list a word; false when there is nothing left to merge. */
  merge(first: boolean): boolean {
    const { db } = this.#file;
    const before = db.prepare('select total_changes() as n').pluck().get() as number;
    db.prepare("insert into names(names, rank) values ('merge', ?)").run(first ? -MERGE_PAGES : MERGE_PAGES);
    return (db.prepare('select total_changes() as n').pluck().get() as number) - before >= 2;
  }

  #put(person: IndexedPerson): void {
    const { find, insert, update, unindex, index } = this.#statements;
    const cnic = Number(person.cnic);
    const [text, marks] = [writeWords(person), marksOf(person)];
    const known = find.get(cnic) as WhoRow | undefined;
    if (known?.words === text && known.marks === marks) return;
    const words = readWords(text);
    if (known !== undefined) {
      this.#count(known.words, -1);
      unindex.run(known.id);
      update.run(marks, text, known.id);
    }
    const id = known?.id ?? insert.run(cnic, marks, text).lastInsertRowid;
    index.run(id, tokensOf(words, marks));
    this.#count(text, 1);
  }

  #remove(cnic: number): void {
    const { find, unindex, remove } = this.#statements;
    const known = find.get(cnic) as WhoRow | undefined;
    if (known === undefined) return;
    this.#count(known.words, -1);
    unindex.run(known.id);
    remove.run(known.id);
  }

  #count(text: string, bearers: number): void {
    for (const word of vocabularyOf(readWords(text))) {
      this.#vocabulary.add(word, bearers);
      this.#words.set(word, (this.#words.get(word) ?? 0) + bearers);
    }
  }

  #writeWords(): void {
    const { count, forget } = this.#statements;
    for (const [word, bearers] of this.#words) if (bearers !== 0) count.run(word, bearers);
    if ([...this.#words.values()].some((bearers) => bearers < 0)) forget.run();
    this.#words.clear();
  }

  /** After a failure nothing of it is left, in the file or in memory. */
  #whole(work: () => void): void {
    try {
      work();
    } catch (error) {
      const { db } = this.#file;
      if (db.inTransaction) db.exec('rollback');
      this.#read();
      throw error;
    }
  }

  #read(): void {
    this.#words.clear();
    this.#vocabulary = new Vocabulary();
    for (const row of this.#file.db.prepare('select word, bearers from word').iterate()) {
      const { word, bearers } = row as { word: string; bearers: number };
      this.#vocabulary.add(word, bearers);
    }
  }
}

interface WhoRow {
  readonly id: number;
  readonly marks: number;
  readonly words: string;
}

type Statements = Readonly<
  Record<'find' | 'insert' | 'update' | 'remove' | 'index' | 'unindex' | 'count' | 'forget', Database.Statement>
>;

function prepare(db: Database.Database): Statements {
  return {
    find: db.prepare('select id, marks, words from who where cnic = ?'),
    insert: db.prepare('insert into who (cnic, marks, words) values (?, ?, ?)'),
    update: db.prepare('update who set marks = ?, words = ? where id = ?'),
    remove: db.prepare('delete from who where id = ?'),
    index: db.prepare('insert into names (rowid, words) values (?, ?)'),
    unindex: db.prepare('delete from names where rowid = ?'),
    count: db.prepare(
      'insert into word values (?, ?) on conflict (word) do update set bearers = bearers + excluded.bearers',
    ),
    forget: db.prepare('delete from word where bearers <= 0'),
  };
}

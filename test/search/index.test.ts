import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mistype, people, random } from '../../bench/search/people.ts';
import { IndexFile } from '../../src-main/search/index-file.ts';
import { IndexFinder } from '../../src-main/search/index-finder.ts';
import type { IndexedPerson } from '../../src-main/search/index-messages.ts';
import { IndexWriter } from '../../src-main/search/index-writer.ts';
import { wordsOf } from '../../src-shared/search/words.ts';

const COUNT = 3_000;
const LIMIT = 50;
const dir = mkdtempSync(join(tmpdir(), 'index-'));
const place = { file: join(dir, 'search.db'), key: Buffer.alloc(32, 5) };
const recorded: readonly IndexedPerson[] = [...people(COUNT, 11)].map((person) => ({
  ...person,
  open: false,
  own: false,
}));
let file: IndexFile;
let finder: IndexFinder;
beforeAll(() => {
  file = new IndexFile(place);
  const writer = new IndexWriter(file);
  writer.build(recorded, { upTo: COUNT, commit: true });
  for (let first = true; writer.merge(first); first = false);
  finder = new IndexFinder(file.db, writer.vocabulary);
});
afterAll(() => {
  file.close();
  rmSync(dir, { recursive: true });
});

const wordsIn = (person: IndexedPerson) =>
  [person.nameEn, person.nameUr, person.fatherEn, person.fatherUr].flatMap(wordsOf);

/** Found, or the page is full of others who bear every word too: then no search could tell who was meant. */
function finds(text: string, person: IndexedPerson, words: readonly string[]): boolean {
  const { hits } = finder.find(text, LIMIT);
  if (hits.some(({ cnic }) => cnic === person.cnic)) return true;
  const bearers = hits.map(({ cnic }) => wordsIn(recorded.find((each) => each.cnic === cnic)!));
  return hits.length === LIMIT && bearers.every((theirs) => words.every((word) => theirs.includes(word)));
}

describe('everybody recorded', () => {
  const anyone = fc.integer({ min: 0, max: COUNT - 1 }).map((place_) => recorded[place_]!);

  test('is found by each word of their and their father’s name, English and Urdu, and by all of them', () => {
    fc.assert(
      fc.property(anyone, (person) => {
        for (const word of new Set(wordsIn(person)))
          expect([word, finds(`${word} `, person, [word])]).toEqual([word, true]);
        for (const name of [person.nameEn, person.nameUr, `${person.nameEn} ${person.fatherEn}`]) {
          expect([name, finds(`${name} `, person, wordsOf(name))]).toEqual([name, true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is found by name, father and birth year, whatever else bears the name', () => {
    fc.assert(
      fc.property(anyone, (person) => {
        const text = `${person.nameEn} ${person.fatherEn} ${person.birthDate.slice(0, 4)} `;
        expect(finder.find(text, LIMIT).hits.map(({ cnic }) => cnic)).toContain(person.cnic);
      }),
      { numRuns: 300 },
    );
  });

  test('is found while the last word is being typed, from the second letter on', () => {
    fc.assert(
      fc.property(anyone, fc.integer({ min: 2, max: 12 }), (person, letters) => {
        const words = wordsOf(person.nameEn);
        const begun = [...words.slice(0, -1), words.at(-1)!.slice(0, letters)].join(' ');
        const { hits } = finder.find(begun, LIMIT);
        const full = hits.length === LIMIT;
        expect([begun, full || hits.some(({ cnic }) => cnic === person.cnic)]).toEqual([begun, true]);
      }),
      { numRuns: 300 },
    );
  });

  test('is found, in 98 of 100 times at least, with one mistake in a word of five letters or more', () => {
    const next = random(3);
    const tries = recorded.flatMap((person) => {
      const text = mistype(person.nameEn, next);
      return text === undefined ? [] : [{ person, text }];
    });
    const missed = tries.filter(({ person, text }) => !finds(text, person, wordsOf(person.nameEn)));
    expect(tries.length).toBeGreaterThan(COUNT / 2);
    expect(1 - missed.length / tries.length).toBeGreaterThanOrEqual(0.98);
  });
});

describe('order', () => {
  const base = {
    nameUr: 'آدم',
    fatherEn: 'Somebody',
    fatherUr: 'کوئی',
    birthDate: '1990-01-01',
    open: false,
    own: false,
  };
  const made = mkdtempSync(join(tmpdir(), 'index-'));
  const small = new IndexFile({ ...place, file: join(made, 'search.db') });
  const writer = new IndexWriter(small);
  const put = (...list: readonly (Partial<IndexedPerson> & { cnic: string; nameEn: string })[]) =>
    writer.apply(1, { people: list.map((each) => ({ ...base, ...each })), gone: [] });
  const found = (text: string, limit = LIMIT) => new IndexFinder(small.db, writer.vocabulary).find(text, limit);
  afterAll(() => {
    small.close();
    rmSync(made, { recursive: true });
  });

  test('the very words, then beginnings, then mistakes, then sounds', () => {
    put(
      { cnic: '7000000000001', nameEn: 'Naseer' },
      { cnic: '7000000000002', nameEn: 'Nasira' },
      { cnic: '7000000000003', nameEn: 'Nasir' },
      { cnic: '7000000000004', nameEn: 'Nasar' },
    );
    expect(found('nasir')).toEqual({
      hits: [
        { cnic: '7000000000003', why: 'words' },
        { cnic: '7000000000002', why: 'words' },
        { cnic: '7000000000004', why: 'corrected' },
        { cnic: '7000000000001', why: 'sound' },
      ],
      corrected: null,
    });
    expect(found('nasri ').corrected).toBe('nasir');
  });

  test('open applications before the own centre before others, the own name before the father’s', () => {
    put(
      { cnic: '7000000000011', nameEn: 'Zaryab' },
      { cnic: '7000000000012', nameEn: 'Zaryab', own: true },
      { cnic: '7000000000013', nameEn: 'Zaryab', open: true },
      { cnic: '7000000000010', nameEn: 'Other', fatherEn: 'Zaryab' },
    );
    expect(found('zaryab').hits.map(({ cnic }) => cnic.slice(-2))).toEqual(['13', '12', '11', '10']);
  });

  test('of more than fit, those with an open application and of the own centre are never left out', () => {
    const many = Array.from({ length: 400 }, (_, number) => ({
      cnic: String(7_000_000_001_000 + number),
      nameEn: 'Gulbadan',
    }));
    put(
      ...many,
      { cnic: '7000000009998', nameEn: 'Gulbadan', own: true },
      { cnic: '7000000009999', nameEn: 'Gulbadan', open: true },
    );
    expect(found('gulbadan', 3).hits.map(({ cnic }) => cnic)).toEqual([
      '7000000009999',
      '7000000009998',
      '7000000001000',
    ]);
  });

  test('Urdu letters of any keyboard, and the other script’s sound, find the same person', () => {
    put({ cnic: '7000000000021', nameEn: 'Kareema Fatima', nameUr: 'کریمہ فاطمہ' });
    for (const text of ['كريمة', 'کریمه فاطمۃ', 'kareema', 'Karima', 'Krima Fatimah']) {
      expect([text, found(text).hits.map(({ cnic }) => cnic)]).toEqual([text, ['7000000000021']]);
    }
  });

  test.each([
    '',
    ' ',
    '"',
    "' or 1=1",
    'a* OR b',
    'NEAR(a b)',
    '_mmd',
    '{words}: a',
    '🙂',
    '9'.repeat(40),
    'x'.repeat(120),
  ])('%j is no query language and no fault', (text) => {
    expect(found(text).hits).toEqual([]);
  });

  test('who is changed is found by the new name alone; who is gone, not at all', () => {
    put({ cnic: '7000000000031', nameEn: 'Bahadurjan' });
    put({ cnic: '7000000000031', nameEn: 'Dilawarjan' });
    expect(found('bahadurjan').hits).toEqual([]);
    expect(found('dilawarjan').hits).toEqual([{ cnic: '7000000000031', why: 'words' }]);
    writer.apply(2, { people: [], gone: ['7000000000031', '7000000000032'] });
    expect(found('dilawarjan').hits).toEqual([]);
    expect(writer.vocabulary.count('dilawarjan')).toBe(0);
  });
});

test('the file shows nothing of anybody', () => {
  file.db.pragma('wal_checkpoint(TRUNCATE)');
  const bytes = readFileSync(place.file).toString('latin1').toLowerCase();
  for (const word of ['muhammad', 'sqlite format', 'create table']) expect(bytes.includes(word)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { askable, searchRows } from '../../src-renderer/features/search/search-rows.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { LookedUp, PersonFound } from '../../src-shared/contract/counter/people.ts';
import type { SearchFound } from '../../src-shared/contract/counter/search.ts';

const person = sampleApplicant(1);
const { cnic, nameEn, nameUr, fatherEn, birthDate } = person;

const found = (...hits: SearchFound['hits']): SearchFound => ({
  hits,
  corrected: null,
  tookMs: 1,
  index: { state: 'ready', done: 1, total: 1 },
});
const looked = (data: PersonFound['person']): LookedUp => {
  const source = { from: 'central' as const, asOf: null };
  return { found: { cnic, person: data } as PersonFound, source };
};

describe('what central is asked for', () => {
  it.each([
    ['71101-1007919-1', { cnic: '7110110079191' }],
    [' 7110110079191 ', { cnic: '7110110079191' }],
    ['۷۱۱۰۱۱۰۰۷۹۱۹۱', { cnic: '7110110079191' }],
    ['glt-0000201-2', { licenceNumber: 'GLT-0000201-2' }],
  ])('is a whole number: %s', (typed, asked) => expect(askable(typed)).toEqual(asked));

  it.each(['', '71101', 'GLT-0000201', 'Imran Shah', 'GLT-2-1-20261121-0007'])('is nothing else: “%s”', (typed) =>
    expect(askable(typed)).toBeNull(),
  );
});

describe('the rows of a search', () => {
  const hit = { cnic, nameEn, nameUr, fatherEn, birthDate, why: 'words' as const };

  it('show a person once, known here before central is asked', () => {
    expect(searchRows(found(hit), looked(person))).toEqual([{ kind: 'hit', cnic, hit }]);
  });

  it('show whom only central knows', () => {
    expect(searchRows(found(), looked(person))).toMatchObject([{ kind: 'central', cnic, names: { nameEn } }]);
  });

  it('offer to begin for a number nobody knows', () => {
    expect(searchRows(found(), looked(null))).toEqual([{ kind: 'nobody', cnic }]);
  });

  it('are none before anything is known', () => {
    expect(searchRows(null, null)).toEqual([]);
    expect(searchRows(found(), { found: null, source: { from: 'local', asOf: null } })).toEqual([]);
  });
});

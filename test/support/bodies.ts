import { createHash } from 'node:crypto';
import type { Cnic } from '../../src-shared/ids.ts';
import type { ApplicationState, PersonState } from '../../src-shared/ledger/state.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import type { Category } from '../../src-shared/licensing/category.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { documentsFor, quoteFee } from '../../scripts/rehearsal/new-licence.ts';

export const cnics = ['7110312345671', '7110312345682', '3520212345675'] as Cnic[] as [Cnic, Cnic, Cnic];

const birthDates = ['1990-05-01', '2008-02-29', '2005-08-30', '1970-01-01', '2011-03-03', '2027-01-01'] as const;
const menus: readonly (readonly Category[])[] = [['car'], ['motorcycle', 'car'], ['htv'], ['car', 'car'], ['psv']];

/** A person's data; some of the birth dates are under age, or not born yet. */
export function personData(index: number, pick = 0): PersonData {
  const cnic = cnics[index % cnics.length] ?? cnics[0];
  return {
    cnic,
    nameEn: `Sample Person ${'abc'.charAt(index % 3)}`,
    nameUr: 'نمونہ شخص',
    fatherEn: 'Sample Father',
    fatherUr: 'نمونہ والد',
    birthDate: birthDates[pick % birthDates.length] ?? '1990-05-01',
    gender: Number(cnic.at(-1)) % 2 === 1 ? 'male' : 'female',
    bloodGroup: null,
    phone: '03001234567',
    address: 'House 1, Gilgit',
  };
}

export function wanted(pick: number): { categories: readonly Category[]; years: number } {
  return { categories: menus[pick % menus.length] ?? ['car'], years: 1 + (pick % 11) };
}

export function documents(application: ApplicationState | undefined, state: PersonState | undefined, at: string) {
  const book = firstRules.find(application?.rules ?? ('sample-2025-02' as ApplicationState['rules']), dayOf(at));
  if (book === undefined || state?.person === null || state?.person === undefined) return ['cnicOriginal'];
  return [...documentsFor(book, { birthDate: state.person.birthDate, today: dayOf(at) })];
}

export function photo(pick: number) {
  return { sha256: hash(`photo ${pick}`), size: 60_000, width: 600, height: 800, camera: 'practice' };
}

/** The fee an application owes, paid in full. */
export function payment(application: ApplicationState | undefined, receiptNumber: string) {
  const rules = application?.rules ?? 'sample-2025-02';
  const book = firstRules.find(rules as ApplicationState['rules'], '2026-01-01');
  const quote = book && quoteFee(book, application ?? { categories: ['car'], years: 5 });
  const { lines, total } = quote?.ok === true ? quote.value : { lines: [], total: 0 };
  return { receiptNumber, rules, lines, total, tendered: total, method: 'cash' };
}

export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

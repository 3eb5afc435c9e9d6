import type { LookedUp } from '../../../src-shared/contract/counter/people.ts';
import type { SearchFound, SearchHit } from '../../../src-shared/contract/counter/search.ts';
import { type Cnic, LicenceNumber } from '../../../src-shared/ids.ts';
import { readCnic, westernDigits } from '../../../src-shared/licensing/cnic.ts';

/** One line of the results: known here, brought by central just now, or nobody yet. */
export type SearchRow =
  | { readonly kind: 'hit'; readonly cnic: Cnic; readonly hit: SearchHit }
  | { readonly kind: 'central'; readonly cnic: Cnic; readonly names: Names; readonly birthDate: string }
  | { readonly kind: 'nobody'; readonly cnic: Cnic };

interface Names {
  readonly nameEn: string;
  readonly nameUr: string;
  readonly fatherEn: string;
}

/** What central can be asked: a whole CNIC or a whole licence number; null for anything else. */
export function askable(typed: string): { cnic: string } | { licenceNumber: string } | null {
  const text = westernDigits(typed).trim();
  const cnic = readCnic(text);
  if (cnic.ok) return { cnic: cnic.value.cnic };
  const number = LicenceNumber.safeParse(text.toUpperCase());
  return number.success ? { licenceNumber: number.data } : null;
}

/** Results in the order they are shown: what central answered first, then this counter's own, each person once. */
export function searchRows(found: SearchFound | null, looked: LookedUp | null): readonly SearchRow[] {
  const hits = found?.hits ?? [];
  const rows: SearchRow[] = hits.map((hit) => ({ kind: 'hit', cnic: hit.cnic, hit }));
  const person = looked?.found ?? null;
  if (person === null || hits.some((hit) => hit.cnic === person.cnic)) return rows;
  if (person.person === null) return [...rows, { kind: 'nobody', cnic: person.cnic }];
  const { nameEn, nameUr, fatherEn, birthDate } = person.person;
  return [{ kind: 'central', cnic: person.cnic, names: { nameEn, nameUr, fatherEn }, birthDate }, ...rows];
}

import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import type { Store } from '../../store/store.ts';

/** People found by a number, and which kind it was. */
export interface NumberHits {
  readonly cnics: readonly string[];
  readonly why: 'cnic' | 'number';
}

const FEWEST_DIGITS = 4;
const CNIC_DIGITS = 13;

/**
 * People by the digits of their CNIC, from its beginning, or by a licence or receipt number, all of it
 * or its beginning. Answered from the store's own keys, so it needs no index of its own and is there
 * from the first moment. Undefined when the text is no such number.
 */
export function findByNumber(store: Store, typed: string, limit: number): NumberHits | undefined {
  const text = westernDigits(typed).trim().toUpperCase();
  if (/^[\d\s-]+$/.test(text)) return findByDigits(store, text.replaceAll(/[\s-]/g, ''), limit);
  if (!/^[A-Z]{3}-\d[\d-]*$/.test(text)) return undefined;
  const rows = store.all(
    store.sql
      .selectFrom('licence')
      .select('cnic')
      .where('number', '>=', text)
      .where('number', '<', after(text))
      .orderBy('number')
      .limit(limit),
  );
  const receipts = store.all(
    store.sql
      .selectFrom('till_receipt')
      .innerJoin('application', 'application.id', 'till_receipt.application_id')
      .select('application.cnic')
      .where('receipt_number', '>=', text)
      .where('receipt_number', '<', after(text))
      .orderBy('receipt_number')
      .limit(limit),
  );
  const cnics = [...new Set([...rows, ...receipts].map(({ cnic }) => cnic))].slice(0, limit);
  return { cnics, why: 'number' };
}

/** Fewer than four digits may be a birth year begun, or anything: words. So may four that are a year of birth. */
function findByDigits(store: Store, digits: string, limit: number): NumberHits | undefined {
  if (digits.length < FEWEST_DIGITS || digits.length > CNIC_DIGITS) return undefined;
  const rows = store.all(
    store.sql
      .selectFrom('person')
      .select('cnic')
      .where('cnic', '>=', digits)
      .where('cnic', '<', after(digits))
      .orderBy('cnic')
      .limit(limit),
  );
  return { cnics: rows.map(({ cnic }) => cnic), why: 'cnic' };
}

/** The least text that is after every text with this beginning: digits and dashes are ASCII. */
function after(beginning: string): string {
  return `${beginning}~`;
}

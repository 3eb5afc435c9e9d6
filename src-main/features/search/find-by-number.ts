import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { prepareQuery } from '../../store/prepared-query.ts';
import type { Store } from '../../store/store.ts';
import type { Hit } from './view-hit.ts';

const FEWEST_DIGITS = 4;
const CNIC_DIGITS = 13;

/** A beginning, the least text after every text that begins so, and how many rows. */
interface Range {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

const byCnic = prepareQuery((sql, { from, to, limit }: Range) =>
  sql.selectFrom('person').select('cnic').where('cnic', '>=', from).where('cnic', '<', to).orderBy('cnic').limit(limit),
);
const byLicence = prepareQuery((sql, { from, to, limit }: Range) =>
  sql
    .selectFrom('licence')
    .select('cnic')
    .where('number', '>=', from)
    .where('number', '<', to)
    .orderBy('number')
    .limit(limit),
);
const byReceipt = prepareQuery((sql, { from, to, limit }: Range) =>
  sql
    .selectFrom('till_receipt')
    .innerJoin('application', 'application.id', 'till_receipt.application_id')
    .select('application.cnic')
    .where('till_receipt.receipt_number', '>=', from)
    .where('till_receipt.receipt_number', '<', to)
    .orderBy('till_receipt.receipt_number')
    .limit(limit),
);

/**
 * People by the digits of their CNIC, from its beginning (four or more), or by a licence or receipt
 * number, all of it or its beginning. Answered from the store's own keys: it needs no other index, so it
 * is right from the first moment, whatever the index of words does. Empty for what is no such number.
 */
export function findByNumber(store: Store, typed: string, limit: number): readonly Hit[] {
  const text = westernDigits(typed).trim().toUpperCase();
  if (/^[\d\s-]+$/.test(text)) return findByDigits(store, text.replaceAll(/[\s-]/g, ''), limit);
  if (!/^[A-Z]{3}-\d[\d-]*$/.test(text)) return [];
  const range = { ...beginningWith(text), limit };
  const cnics = new Set([...store.all(byLicence(range)), ...store.all(byReceipt(range))].map(({ cnic }) => cnic));
  return [...cnics].slice(0, limit).map((cnic) => ({ cnic, why: 'number' }));
}

function findByDigits(store: Store, digits: string, limit: number): readonly Hit[] {
  if (digits.length < FEWEST_DIGITS || digits.length > CNIC_DIGITS) return [];
  return store.all(byCnic({ ...beginningWith(digits), limit })).map(({ cnic }) => ({ cnic, why: 'cnic' }));
}

/** Digits, capitals and dashes are all before the tilde in ASCII. */
function beginningWith(text: string): { from: string; to: string } {
  return { from: text, to: `${text}~` };
}

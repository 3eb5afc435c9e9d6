import type { KnownFrom, LookedUp, LookUp } from '../../../src-shared/contract/counter/people.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { LicenceNumber } from '../../../src-shared/ids.ts';
import { readCnic, westernDigits } from '../../../src-shared/licensing/cnic.ts';
import type { Counter } from '../../counter.ts';
import { askCentral, type Asked } from '../../replay/ask-central.ts';
import { must } from '../handlers.ts';
import { foundPerson } from './found-person.ts';

/**
 * Who holds a CNIC or a licence, in every district: central is asked while the line is up, and what it
 * says is taken into the store before it is shown. When it cannot be reached, is slow, or says what it
 * did not sign, this counter's own copy answers, with its age. Refuses with `cnic.length`, `cnic.province`.
 */
export async function lookUp(counter: Counter, typed: LookUp): Promise<LookedUp> {
  const asked = readAsked(typed);
  if (asked === undefined) return { found: null, source: { from: 'local', asOf: null } };
  const answer = await askCentral(counter, asked);
  const source: KnownFrom | undefined = answer === undefined ? undefined : { from: 'central', asOf: answer.at };
  const cnic = answer?.cnic ?? ('cnic' in asked ? asked.cnic : findHolder(counter, asked.licenceNumber));
  if (cnic === undefined) return { found: null, source: source ?? { from: 'local', asOf: null } };
  const found = foundPerson(counter, cnic, source);
  return { found, source: found.source };
}

/** Undefined for what is no licence number at all: then nobody holds it. */
function readAsked(typed: LookUp): Asked | undefined {
  if ('cnic' in typed) return { cnic: must(readCnic(typed.cnic)).cnic };
  const number = LicenceNumber.safeParse(westernDigits(typed.licenceNumber).trim().toUpperCase());
  return number.success ? { licenceNumber: number.data } : undefined;
}

function findHolder({ store }: Counter, number: LicenceNumber): Cnic | undefined {
  const row = store.get(store.sql.selectFrom('licence').select('cnic').where('number', '=', number));
  return row?.cnic as Cnic | undefined;
}

import type { Act } from '../../src-shared/ledger/entry-types.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { serialOf } from '../../src-shared/licensing/licence-number.ts';

/** A number a grant gives, and the lease it says it was taken from. */
export interface TakenNumber {
  readonly lease: Subject;
  readonly prefix: string;
  readonly serial: number;
}

/** The numbers an act rests on: a new document's, and the place of its card in a status list. */
export function numbersOf(act: Act): readonly TakenNumber[] {
  if (act.type !== 'application.approved' && act.type !== 'application.issued') return [];
  const { licenceNumber, lease, status } = act.data;
  const number = lease === null ? [] : [{ lease, prefix: licenceNumber.slice(0, 3), serial: serialOf(licenceNumber) }];
  const place = status === undefined ? [] : [{ lease: status.lease, prefix: status.list, serial: status.index }];
  return [...number, ...place];
}

import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import type { Cnic, Day, LicenceNumber } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';

/** What a supervisor may do to a document or a person. */
export type Order =
  | { readonly act: 'suspend' | 'restore' | 'cancel'; readonly licenceNumber: LicenceNumber }
  | { readonly act: 'bar' | 'unbar'; readonly cnic: Cnic };

/** Why, and what it rests on; `until` of a suspension or a bar alone. */
export interface Grounds {
  readonly reason: string;
  readonly reference: string;
  readonly until: Day | null;
}

/** Does it; gives the record as it is then. */
export async function carryOut(order: Order, { until, ...grounds }: Grounds): Promise<PersonRecord> {
  switch (order.act) {
    case 'suspend':
      return core.register.suspend({ licenceNumber: order.licenceNumber, ...grounds, until });
    case 'restore':
      return core.register.restore({ licenceNumber: order.licenceNumber, ...grounds });
    case 'cancel':
      return core.register.cancel({ licenceNumber: order.licenceNumber, ...grounds });
    case 'bar':
      return core.register.bar({ cnic: order.cnic, ...grounds, until });
    case 'unbar':
      return core.register.unbar({ cnic: order.cnic, ...grounds });
  }
}

/** Does it end by itself on a day? */
export function hasTerm({ act }: Order): boolean {
  return act === 'suspend' || act === 'bar';
}

import type { CounterClient } from '../../src-shared/contract/counter.ts';
import type { Guest, Step } from './applicant.ts';

/** What lies in the drawer in the morning, paisa: Rs 5,000. */
export const FLOAT = 500_000;

/** At the end of the day the drawer holds the float and the fee of every receipt; undefined once it is counted. */
export async function drawerStep(client: CounterClient, guests: readonly Guest[]): Promise<Step | undefined> {
  const { shift } = await client.till.drawer();
  if (shift === null) return undefined;
  let cash = FLOAT;
  for (const { receipts } of guests) {
    for (const receiptNumber of receipts) cash += (await client.till.receipt({ receiptNumber })).total;
  }
  const count = { notes: [{ value: 10_000, count: Math.floor(cash / 10_000) }], other: cash % 10_000 };
  return { name: 'count the drawer', run: () => client.till.closeShift({ shift: shift.shift, count, reason: null }) };
}

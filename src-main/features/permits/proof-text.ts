import type { LicenceNumber } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';

/** What the code on a permit says: its number. */
export async function proofText(_counter: Counter, number: LicenceNumber): Promise<string> {
  return Promise.resolve(number);
}

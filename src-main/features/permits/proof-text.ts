import type { LicenceNumber } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { credentialText } from '../trust/credential-text.ts';

/** What the code on a permit says: its credential, or its number alone while this counter has no key. */
export function proofText(counter: Counter, licenceNumber: LicenceNumber): Promise<string> {
  return credentialText(counter, { licenceNumber });
}

import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import type { Enrolment, newSigningKey } from '../../src-main/features/enrolment/identity.ts';
import type { EnrolReply } from '../../src-shared/contract/central/enrolment.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import type { SimulatedCentral } from './simulated-central.ts';

const URL = 'http://127.0.0.1:1';

export interface Invited {
  readonly central: SimulatedCentral;
  readonly centre: string;
  readonly number: number;
}

type Enrolled = Pick<EnrolReply, 'reference' | 'have'> & { readonly enrolment: Enrolment };

/** A new code of central for a counter, and what it gives for it: no line in between, which has its own tests. */
export async function askToEnrol(
  { central: simulated, centre, number }: Invited,
  { publicKey, signingKey }: ReturnType<typeof newSigningKey>,
  renews?: StreamId,
): Promise<Enrolled> {
  const { central } = simulated;
  const code = await createEnrolmentCode(central.db, { centre, counter: number, now: central.now() });
  const request = { code, publicKey, build: '0.1.0', ...(renews === undefined ? {} : { renews }) };
  const caller = { apiKey: '', signal: new AbortController().signal };
  const reply = (await simulated.call('enrol', request, caller)) as EnrolReply;
  const { stream, apiKey, centralKey: centralPublicKey, reference, have } = reply;
  const enrolment = { stream, centralUrl: URL, apiKey, signingKey, centralPublicKey, certificate: null };
  return { enrolment, reference, have };
}

import { enrolAtCentral } from '../../replay/enrol-at-central.ts';
import { VERSION } from '../../version.ts';
import { newSigningKey, type Identity } from './identity.ts';

/**
 * Joins a centre: a fresh signing key, central's answer adopted in one commit, and the store's key
 * wrapped for the authority. Errors: `enrolment.badCode`, `central.*`.
 */
export async function joinCentre(
  parts: { identity: Identity; escrow: (publicKey: string) => Promise<void>; fetch: typeof fetch },
  { centralUrl, code }: { centralUrl: string; code: string },
): Promise<void> {
  const { signingKey, publicKey } = newSigningKey();
  const reply = await enrolAtCentral({ url: centralUrl, code, publicKey, build: VERSION, fetch: parts.fetch });
  await parts.escrow(reply.escrowKey);
  parts.identity.adopt(
    {
      stream: reply.stream,
      centralUrl,
      apiKey: reply.apiKey,
      signingKey,
      centralPublicKey: reply.centralKey,
      certificate: null,
    },
    reply.reference,
  );
}

import { enrolAtCentral } from '../../replay/enrol-at-central.ts';
import { VERSION } from '../../version.ts';
import type { Identity } from './identity.ts';

/** What a technician brings to a new PC. */
export interface Invitation {
  readonly centralUrl: string;
  readonly code: string;
  /** SHA-256 of a certificate that nobody vouches for, compared with the authority's paper. */
  readonly trust?: string | undefined;
}

/**
 * Joins a centre: a signing key of its own, central's answer adopted in one commit, and the store's key
 * wrapped for the authority. Errors: `enrolment.badCode`, `central.*`.
 */
export async function joinCentre(
  parts: { identity: Identity; escrow: (publicKey: string) => Promise<void>; fetch: typeof fetch },
  { centralUrl, code, trust }: Invitation,
): Promise<void> {
  const { signingKey, publicKey } = parts.identity.enrolmentKey();
  const ask = { url: centralUrl, code, publicKey, build: VERSION, fetch: parts.fetch };
  const reply = await enrolAtCentral(trust === undefined ? ask : { ...ask, trust });
  await parts.escrow(reply.escrowKey);
  parts.identity.adopt(
    {
      stream: reply.stream,
      centralUrl,
      apiKey: reply.apiKey,
      signingKey,
      centralPublicKey: reply.centralKey,
      certificate: reply.certificate,
    },
    reply.reference,
  );
}
